package dev.rollforward.engine;

import dev.rollforward.port.Environment;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Keeps deletions from crowding out everything else. Used by one thread. */
final class Pace {
  private final Environment environment;
  private final long nanosEach;
  private long due;

  /**
   * @param mostPerSecond 0 for no limit
   */
  Pace(Environment environment, int mostPerSecond) {
    this.environment = environment;
    this.nanosEach = mostPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / mostPerSecond;
    this.due = environment.nanoTime();
  }

  /** {@code action}, and then a pause for as long as it is ahead of its time. */
  <T> Consumer<T> each(Consumer<T> action) {
    return item -> {
      action.accept(item);
      due += nanosEach;
      long left = due - environment.nanoTime();
      if (nanosEach > 0 && left > 0) {
        environment.pause(left);
      }
    };
  }
}
