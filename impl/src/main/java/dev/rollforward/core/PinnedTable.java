package dev.rollforward.core;

import java.util.Objects;

/**
 * A table as one manifest shows it.
 *
 * @param pin its visible version
 * @param kind the kind of the change that moved it there last, as {@link
 *     dev.rollforward.core.change.Change#kind()} has it
 */
public record PinnedTable(Pin pin, String kind) {
  /** Checks for nulls. */
  public PinnedTable {
    Objects.requireNonNull(pin, "pin");
    Objects.requireNonNull(kind, "kind");
  }
}
