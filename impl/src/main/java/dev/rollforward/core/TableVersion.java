package dev.rollforward.core;

import dev.rollforward.OperationId;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What the protocol sees of one Lance version: which transaction made it, for which operation, and
 * whether it brings back an earlier one.
 *
 * @param version its number
 * @param transaction the uuid of its Lance transaction; empty if it has none, or it cannot be read
 * @param operation the operation named in its Lance transaction; empty if an external tool made it
 * @param content whether it changes the table or restores an earlier version
 */
public record TableVersion(
    long version, Optional<UUID> transaction, Optional<OperationId> operation, Content content) {

  /** Checks for nulls. */
  public TableVersion {
    Objects.requireNonNull(transaction, "transaction");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(content, "content");
  }

  /** What a version holds, relative to the version below it. */
  public sealed interface Content {}

  /** The version below, changed. */
  public record Change() implements Content {}

  /**
   * Exactly what an earlier version holds.
   *
   * @param of the earlier version; {@link Pin#ABSENT} for the empty dataset that fences a create
   */
  public record Restore(long of) implements Content {}

  /** Whether it is a change that {@code commit} made. */
  public boolean isMadeBy(PlannedCommit commit) {
    return content instanceof Change && transaction.equals(Optional.of(commit.transaction()));
  }

  /** Whether an external tool made it: it names no operation. */
  public boolean isExternal() {
    return operation.isEmpty();
  }

  /** The version whose content it starts from: what it restores, or else the one below it. */
  long below() {
    return content instanceof Restore restore ? restore.of() : version - 1;
  }

  /** Whether it restores an earlier version. */
  public boolean isRestore() {
    return content instanceof Restore;
  }
}
