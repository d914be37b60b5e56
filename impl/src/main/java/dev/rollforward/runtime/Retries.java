package dev.rollforward.runtime;

import dev.failsafe.Execution;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import dev.rollforward.OpenOptions;
import dev.rollforward.port.Environment;
import java.time.Duration;

/**
 * How often, and after which pauses, one transaction is attempted again: each pause is a random one
 * between half of a time and all of it, and that time doubles up to a limit.
 *
 * <p>Failsafe counts the attempts and keeps the times; the pauses and the randomness are the {@link
 * Environment}'s, so that a run can be repeated. Used by one thread.
 */
final class Retries {
  private final Environment environment;
  private final Timer deadline;
  private final Execution<Boolean> attempts;

  /** None are used up yet. */
  Retries(OpenOptions options, Environment environment, Timer deadline) {
    this.environment = environment;
    this.deadline = deadline;
    this.attempts = Execution.of(policy(options));
  }

  private static RetryPolicy<Boolean> policy(OpenOptions options) {
    Duration first = Duration.ofNanos(Timer.nanos(options.firstRetryPause()));
    Duration longest = Duration.ofNanos(Timer.nanos(options.longestRetryPause()));
    RetryPolicyBuilder<Boolean> policy =
        RetryPolicy.<Boolean>builder().handleResult(false).withMaxRetries(options.retries());
    if (!first.isZero() && first.compareTo(longest) < 0) {
      policy.withBackoff(first, longest);
    } else if (!first.isZero()) {
      policy.withDelay(first);
    }
    return policy.build();
  }

  /**
   * Pauses; false, at once, if there are no attempts left, or the pause would not be over before
   * the deadline; false also if the thread is interrupted, whose status stays set.
   */
  boolean again() {
    attempts.recordResult(false);
    long most = attempts.getDelay().toNanos();
    long wait = most / 2 + environment.random(most / 2 + 1);
    if (attempts.isComplete() || (!deadline.isEndless() && wait >= deadline.leftNanos())) {
      return false;
    }
    environment.pause(wait);
    return !Thread.currentThread().isInterrupted();
  }
}
