package dev.rollforward.port;

import java.util.function.LongPredicate;

/**
 * A galloping search among numbers that are taken one after the other and never given back, such as
 * those of manifests and of versions: point look-ups in place of a listing.
 */
public final class Gallop {
  private Gallop() {}

  /**
   * The highest number taken, in about twice the binary logarithm of its distance from {@code
   * start} look-ups, at least one. If numbers are taken meanwhile it is the highest of a moment
   * during the search.
   *
   * @param start a number that is taken, or the one below the first; not looked up
   * @param taken whether a number is taken
   */
  public static long highest(long start, LongPredicate taken) {
    return highest(start, 1, taken);
  }

  /**
   * The same, for a start that is often {@code first} behind or less: then it always costs one
   * look-up more than the binary logarithm of {@code first}.
   *
   * @param first how far above {@code start} it looks first; a power of two
   */
  public static long highest(long start, long first, LongPredicate taken) {
    long low = start;
    long step = first;
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
