package dev.rollforward;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One manifest of a group, and what it changed. Immutable.
 *
 * @param version its number
 * @param time when it was made, by the clock of its maker; never before the one that it follows
 * @param operation the transaction that it made visible; empty if it only records a decision, or is
 *     the first
 * @param actor who made it; empty if nobody said
 * @param message what it is about; empty if nobody said
 * @param properties whatever else was said, by name
 * @param tables what it changed, by the name of the table; empty of the oldest that is kept, as the
 *     one before it is not known
 */
public record Revision(
    long version,
    Instant time,
    Optional<OperationId> operation,
    Optional<String> actor,
    Optional<String> message,
    SortedMap<String, String> properties,
    SortedMap<String, Change> tables) {
  /** Copies the maps. */
  public Revision {
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
  }

  /**
   * A change of one table.
   *
   * @param kind the kind of change, as listed in {@code docs/format.md}
   * @param from the Lance version before; empty if no table had the name
   * @param to the Lance version after; empty if no table has the name
   */
  public record Change(String kind, OptionalLong from, OptionalLong to) {}
}
