package dev.rollforward.core;

import java.util.Objects;

/**
 * What an operation will commit to one table, fixed before anything moves.
 *
 * @param name the table's name in the manifest
 * @param table the dataset
 * @param kind what is done to it
 * @param expected the pin seen when the operation was prepared, {@link Pin#ABSENT} for a create
 * @param base the HEAD it was prepared against, which resolves to {@code expected}; its commit must
 *     land exactly on {@code base + 1}
 */
public record TablePlan(String name, TableId table, ChangeKind kind, long expected, long base) {
  /**
   * @throws IllegalArgumentException if the versions contradict each other or the kind
   */
  public TablePlan {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(kind, "kind");
    boolean creates = kind == ChangeKind.CREATE;
    if (creates ? expected != 0 || base != 0 : expected < 1 || base < expected) {
      throw new IllegalArgumentException(
          "plan for " + name + " (" + kind + ") expects pin " + expected + " and base " + base);
    }
  }

  /** The only Lance version at which this change is free of other operations' rows. */
  public long landing() {
    return base + 1;
  }

  /** Whether {@code pin} is of this plan's dataset, and not of another under the same name. */
  public boolean concerns(Pin pin) {
    return pin.table().equals(table);
  }
}
