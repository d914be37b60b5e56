package dev.rollforward;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/** One manifest of a group, and what it changed. Immutable; implemented by this library only. */
public interface Revision {
  /** Its number. */
  long version();

  /** When it was made, by the clock of its maker; never before the one that it follows. */
  Instant time();

  /** The transaction that it made visible; empty if it only records a decision, or is the first. */
  Optional<OperationId> operation();

  /** Who made it; empty if nobody said. */
  Optional<String> actor();

  /** What it is about; empty if nobody said. */
  Optional<String> message();

  /** Whatever else was said, by name. */
  SortedMap<String, String> properties();

  /**
   * What it changed, by the name of the table; empty of the oldest that is kept, as the one before
   * it is not known.
   */
  SortedMap<String, Change> tables();

  /**
   * A change of one table.
   *
   * @param kind the kind of change, as listed in {@code docs/format.md}
   * @param from the Lance version before; empty if no table had the name
   * @param to the Lance version after; empty if no table has the name
   */
  record Change(String kind, OptionalLong from, OptionalLong to) {
    /** Checks for nulls. */
    public Change {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
    }
  }
}
