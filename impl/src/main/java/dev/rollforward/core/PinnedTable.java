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
 *     is distinguished from a version with the same number in another copy of the dataset; empty if
 *     nobody said
 * @param contentSince the version that a logical change made last: all that were visible from there
 *     to the pin hold the same, whatever was done to their files
 */
public record PinnedTable(Pin pin, String kind, Optional<UUID> transaction, long contentSince) {
  /**
   * @throws IllegalArgumentException if its content is newer than its pin
   */
  public PinnedTable {
    Objects.requireNonNull(pin, "pin");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(transaction, "transaction");
    if (contentSince < 1 || contentSince > pin.version()) {
      throw new IllegalArgumentException(
          "the content of " + pin + " cannot be that of version " + contentSince);
    }
  }

  /** A table whose visible version was made by a logical change. */
  public PinnedTable(Pin pin, String kind, Optional<UUID> transaction) {
    this(pin, kind, transaction, pin.version());
  }

  /** Whether it holds what it held when {@code earlier} was its pin. */
  boolean holdsWhat(Pin earlier) {
    return earlier.table().equals(pin.table()) && holdsWhat(earlier.version());
  }

  /** Whether it holds what it held when this version of its dataset was visible. */
  public boolean holdsWhat(long earlier) {
    return contentSince <= earlier && earlier <= pin.version();
  }
}
