package dev.rollforward.runtime;

import java.time.Duration;

/**
 * How much is left of a time that began when this was made, or earlier, by the monotonic clock. Any
 * duration will do, also one of more nanoseconds than a {@code long} holds.
 */
final class Timer {
  /** One that is never over. */
  static final Timer ENDLESS = new Timer(Duration.ofSeconds(Long.MAX_VALUE));

  private final long start;
  private final long bound;

  Timer(Duration bound) {
    this(System.nanoTime(), bound);
  }

  /** Began at {@code start}, by {@link System#nanoTime()}. */
  Timer(long start, Duration bound) {
    this.start = start;
    this.bound = nanos(bound);
  }

  /** The nanoseconds of {@code duration}, or the most that a {@code long} holds. */
  static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException tooLong) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** Whether it never is over. */
  boolean isEndless() {
    return bound == Long.MAX_VALUE;
  }

  /** What is left; 0 if nothing is. */
  long leftNanos() {
    return Math.max(0, bound - elapsedNanos());
  }

  /** Whether nothing is left. */
  boolean isOver() {
    return !isEndless() && elapsedNanos() >= bound;
  }

  private long elapsedNanos() {
    return System.nanoTime() - start;
  }
}
