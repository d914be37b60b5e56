package dev.rollforward.failpoint;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What happens at an active failpoint, in the thread that arrives there. It may pass failpoints
 * itself, its own included.
 */
@FunctionalInterface
public interface Effect {
  /** A thread is at {@code name}. What this throws, the code at the failpoint throws. */
  void at(FailpointName name);

  /** Throws a new {@code error}, as a failing call at this place would. */
  static Effect error(Supplier<? extends RuntimeException> error) {
    Objects.requireNonNull(error, "error");
    return name -> {
      throw error.get();
    };
  }

  /** Takes {@code time} longer. An interrupt ends it early and stays set. */
  static Effect delay(Duration time) {
    Objects.requireNonNull(time, "time");
    return name -> {
      try {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Ends this writer or recovery where it is: throws {@link Halt}. */
  static Effect halt() {
    return name -> {
      throw new Halt(name);
    };
  }

  /** Ends this JVM where it is, without shutdown hooks: for child processes. */
  static Effect haltJvm(int status) {
    return name -> Runtime.getRuntime().halt(status);
  }

  /** Runs {@code callback}, for instance what others do while this thread stalls. */
  static Effect callback(Runnable callback) {
    Objects.requireNonNull(callback, "callback");
    return name -> callback.run();
  }
}
