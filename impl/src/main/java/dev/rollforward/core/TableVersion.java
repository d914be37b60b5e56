package dev.rollforward.core;

import dev.rollforward.OperationId;
import java.util.Objects;
import java.util.Optional;

/**
 * What the protocol sees of one Lance version: who committed it, and whether it brings back an
 * earlier one.
 *
 * @param version its number
 * @param operation the operation named in its Lance transaction; empty if a foreign tool made it
 * @param content whether it changes the table or restores an earlier version
 */
public record TableVersion(long version, Optional<OperationId> operation, Content content) {

  /** Checks for nulls. */
  public TableVersion {
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
}
