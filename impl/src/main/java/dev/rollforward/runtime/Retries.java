package dev.rollforward.runtime;

import dev.rollforward.OpenOptions;
import dev.rollforward.port.Environment;

/**
 * How often, and after which pauses, one transaction is attempted again: each pause is a random one
 * between half of a time and all of it, and that time doubles up to a limit. Used by one thread.
 */
final class Retries {
  private final Environment environment;
  private final Timer deadline;
  private final long longest;
  private int left;
  private long pause;

  /** None are used up yet. */
  Retries(OpenOptions options, Environment environment, Timer deadline) {
    this.environment = environment;
    this.deadline = deadline;
    this.left = options.retries();
    this.pause = Timer.nanos(options.firstRetryPause());
    this.longest = Timer.nanos(options.longestRetryPause());
  }

  /**
   * Pauses; false, at once, if there are no attempts left, or the pause would not be over before
   * the deadline; false also if the thread is interrupted, whose status stays set.
   */
  boolean again() {
    long wait = pause / 2 + environment.random(pause / 2 + 1);
    if (left == 0 || (!deadline.isEndless() && wait >= deadline.leftNanos())) {
      return false;
    }
    left--;
    pause = pause > longest / 2 ? longest : 2 * pause;
    environment.pause(wait);
    return !Thread.currentThread().isInterrupted();
  }
}
