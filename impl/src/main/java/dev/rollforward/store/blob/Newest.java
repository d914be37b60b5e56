package dev.rollforward.store.blob;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers the highest number that was seen taken, of numbers that are never given back. Safe for
 * use by several threads.
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
}
