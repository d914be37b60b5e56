package dev.rollforward.core;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table's Lance versions above some version {@code from}, as read at one moment.
 *
 * @param table the dataset
 * @param from the version above which it was read; {@link Pin#ABSENT} for all of it
 * @param versions every version in {@code from + 1 .. head}, by number
 */
public record TableHistory(TableId table, long from, NavigableMap<Long, TableVersion> versions) {
  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if a version between {@code from} and the newest is missing
   */
  public TableHistory {
    Objects.requireNonNull(table, "table");
    versions = Collections.unmodifiableNavigableMap(new TreeMap<>(versions));
    if (!versions.isEmpty()
        && (versions.firstKey() != from + 1 || versions.lastKey() != from + versions.size())) {
      throw new IllegalArgumentException(
          "history of " + table + " above " + from + " has gaps: " + versions.keySet());
    }
  }

  /** The version with this number; empty if there is none. */
  public Optional<TableVersion> at(long version) {
    return Optional.ofNullable(versions.get(version));
  }

  /** HEAD as it was when this history was read. */
  public long head() {
    return versions.isEmpty() ? from : versions.lastKey();
  }

  /**
   * The version whose content HEAD has: restores are followed to what they restored (rule 5). Spec:
   * {@code LanceTable!Resolve}.
   */
  public long resolvedHead() {
    long version = head();
    while (version > from
        && versions.get(version).content() instanceof TableVersion.Restore restore) {
      version = restore.of();
    }
    return version;
  }
}
