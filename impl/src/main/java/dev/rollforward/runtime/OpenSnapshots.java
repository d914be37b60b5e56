package dev.rollforward.runtime;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The manifest versions that snapshots of one handle show and that therefore have to stay readable.
 * Safe for use by several threads.
 */
final class OpenSnapshots {
  private final ConcurrentHashMap<Long, Integer> open = new ConcurrentHashMap<>();

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
