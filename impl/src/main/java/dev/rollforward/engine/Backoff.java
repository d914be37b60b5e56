package dev.rollforward.engine;

import dev.failsafe.Execution;
import dev.failsafe.RetryPolicy;
import dev.rollforward.port.Environment;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Pauses between attempts that others keep winning: at once the first time, then after a random
 * share of a time that doubles up to a limit. It ends after a minute.
 *
 * <p>Failsafe keeps the times; the pauses, the randomness and the minute are the {@link
 * Environment}'s, so that a run can be repeated: Failsafe's own come from {@code Thread.sleep},
 * {@code Math.random} and {@code System.nanoTime}. Used by one thread.
 */
final class Backoff {
  private static final RetryPolicy<Boolean> FOR_EVER =
      RetryPolicy.<Boolean>builder()
          .handleResult(false)
          .withBackoff(Duration.ofMillis(1), Duration.ofMillis(100))
          .withMaxRetries(-1)
          .build();

  private static final long LIMIT = Duration.ofMinutes(1).toNanos();

  private final Environment environment;
  private final Execution<Boolean> attempts = Execution.of(FOR_EVER);
  private OptionalLong begun = OptionalLong.empty();

  Backoff(Environment environment) {
    this.environment = environment;
  }

  /** Pauses; false, at once, if it has gone on for too long. */
  boolean again() {
    if (begun.isEmpty()) {
      begun = OptionalLong.of(environment.nanoTime());
      return true;
    }
    if (environment.nanoTime() - begun.getAsLong() > LIMIT) {
      return false;
    }
    attempts.recordResult(false);
    environment.pause(environment.random(attempts.getDelay().toNanos()) + 1);
    return true;
  }
}
