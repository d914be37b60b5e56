package dev.rollforward.core;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A table as one manifest shows it.
 *
 * @param pin its visible version
 * @param kind the kind of the change that moved it there last, as {@link
 *     dev.rollforward.core.change.Change#kind()} has it
 * @param transaction the uuid of the Lance transaction that made the visible version, by which it
 *     is told from a version with the same number in another copy of the dataset; empty if nobody
 *     said
 */
public record PinnedTable(Pin pin, String kind, Optional<UUID> transaction) {
  /** Checks for nulls. */
  public PinnedTable {
    Objects.requireNonNull(pin, "pin");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(transaction, "transaction");
  }
}
