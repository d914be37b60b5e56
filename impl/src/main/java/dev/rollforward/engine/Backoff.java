package dev.rollforward.engine;

import dev.rollforward.port.Environment;
import java.util.concurrent.TimeUnit;

/**
 * Pauses between attempts that others keep winning: at once the first time, then after a random
 * share of a time that doubles up to a limit. It ends after a minute. Used by one thread.
 */
final class Backoff {
  private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LIMIT = TimeUnit.MINUTES.toNanos(1);

  private final Environment environment;
  private long pause;
  private long begun;

  Backoff(Environment environment) {
    this.environment = environment;
  }

  /** Pauses; false, at once, if it has gone on for too long. */
  boolean again() {
    if (pause == 0) {
      begun = environment.nanoTime();
      pause = FIRST;
      return true;
    }
    if (environment.nanoTime() - begun > LIMIT) {
      return false;
    }
    environment.pause(environment.random(pause) + 1);
    pause = Math.min(2 * pause, LONGEST);
    return true;
  }
}
