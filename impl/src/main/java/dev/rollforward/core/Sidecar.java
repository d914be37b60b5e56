package dev.rollforward.core;

import dev.rollforward.OperationId;
import java.util.List;
import java.util.Objects;

/**
 * An operation's intent, written once before any of its tables moves, and deleted only after its
 * decision is durable (rule 9).
 *
 * @param group the group it belongs to
 * @param operation the operation
 * @param tables what it will commit, in commit order; at least one, no name and no dataset twice
 */
public record Sidecar(GroupId group, OperationId operation, List<TablePlan> tables) {
  /**
   * @throws IllegalArgumentException if there are no tables, or one stands there twice
   */
  public Sidecar {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(operation, "operation");
    tables = List.copyOf(tables);
    if (tables.isEmpty()) {
      throw new IllegalArgumentException("operation " + operation + " names no table");
    }
    if (tables.stream().map(TablePlan::name).distinct().count() != tables.size()
        || tables.stream().map(TablePlan::table).distinct().count() != tables.size()) {
      throw new IllegalArgumentException("operation " + operation + " names a table twice");
    }
  }

  /** The pins it was prepared against. */
  public Expectation expected() {
    return Expectation.of(this);
  }
}
