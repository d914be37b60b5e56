package dev.rollforward.published.engine;

import dev.rollforward.OperationId;
import java.util.Objects;
import java.util.Optional;

/**
 * One step of the published sweep that has just taken effect.
 *
 * @param action the spec action
 * @param actor who took it, as the options name them
 * @param operation the operation it serves; empty only for a file whose name is no operation's
 * @param table the table it concerns, by name, for actions on one table
 * @param detail what it saw or did, in words
 */
public record SweepEvent(
    Action action,
    String actor,
    Optional<OperationId> operation,
    Optional<String> table,
    String detail) {
  /** Checks for nulls. */
  public SweepEvent {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(detail, "detail");
  }
}
