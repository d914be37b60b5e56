package dev.rollforward;

import java.util.Objects;
import java.util.Optional;

/**
 * One step that has just taken effect.
 *
 * @param action the spec action
 * @param operation the operation it serves
 * @param table the table it concerns, by name, for actions on one table
 * @param facts what it saw and did
 */
public record ProtocolEvent(
    Action action, OperationId operation, Optional<String> table, Facts facts) {
  /** Checks for nulls. */
  public ProtocolEvent {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(facts, "facts");
  }

  /** {@link #facts()} in words. */
  public String detail() {
    return facts.toString();
  }
}
