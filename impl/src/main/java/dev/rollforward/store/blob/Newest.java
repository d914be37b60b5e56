package dev.rollforward.store.blob;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;

/**
 * Finds the highest of the numbers {@code 1, 2, 3, ...} that is taken, where a number is taken only
 * after the one below it and never given back. Remembers what it has seen. Safe for use by several
 * threads.
 */
final class Newest {
  private final AtomicLong seen = new AtomicLong();

  /** Notes that {@code number} is taken. */
  void saw(long number) {
    seen.accumulateAndGet(number, Math::max);
  }

  /** The highest number noted so far, 0 for none. */
  long seen() {
    return seen.get();
  }

  /**
   * The highest number taken, in as many probes as twice the binary logarithm of its distance from
   * {@code start}.
   *
   * @param start a number that is taken; not probed
   */
  static long from(long start, LongPredicate taken) {
    long low = start;
    long step = 1;
    while (taken.test(low + step)) {
      low += step;
      step *= 2;
    }
    return between(low, low + step, taken);
  }

  private static long between(long taken, long free, LongPredicate isTaken) {
    long low = taken;
    long high = free;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (isTaken.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
