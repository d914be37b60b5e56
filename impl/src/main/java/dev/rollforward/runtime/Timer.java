package dev.rollforward.runtime;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How much is left of a time that began when this was made, or earlier, by the monotonic clock. Any
 * duration will do, also one of more nanoseconds than a {@code long} holds.
 */
final class Timer {
  /** One that is never over. */
  static final Timer ENDLESS = new Timer(() -> 0, Duration.ofSeconds(Long.MAX_VALUE));

  private final LongSupplier clock;
  private final long start;
  private final long bound;

  /**
   * Begins now.
   *
   * @param clock nanoseconds that never go back
   */
  Timer(LongSupplier clock, Duration bound) {
    this(clock, clock.getAsLong(), bound);
  }

  /** Began when {@code clock} was at {@code start}. */
  Timer(LongSupplier clock, long start, Duration bound) {
    this.clock = clock;
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
    return clock.getAsLong() - start;
  }
}
