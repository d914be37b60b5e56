package dev.rollforward.runtime;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The manifest versions that snapshots of one handle show and that therefore have to stay readable.
 * Safe for use by several threads.
 */
final class OpenSnapshots {
  private final ConcurrentHashMap<Long, Integer> open = new ConcurrentHashMap<>();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

  /** Takes a snapshot, which is registered when this returns, or not taken while others hold. */
  <T> T taking(Supplier<T> snapshot) {
    return under(lock.readLock(), snapshot);
  }

  /** Runs {@code action} while no snapshot is taken. */
  <T> T holding(Supplier<T> action) {
    return under(lock.writeLock(), action);
  }

  private static <T> T under(Lock lock, Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  void opened(long version) {
    open.merge(version, 1, Integer::sum);
  }

  void closed(long version) {
    open.computeIfPresent(version, (same, count) -> count == 1 ? null : count - 1);
  }

  SortedSet<Long> versions() {
    return new TreeSet<>(open.keySet());
  }
}
