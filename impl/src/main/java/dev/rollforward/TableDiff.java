package dev.rollforward;

import java.util.List;
import java.util.OptionalLong;

/**
 * How a table differs between two points in the history of a group. Immutable.
 *
 * @param name its name
 * @param kinds the kinds of change in between, oldest first
 * @param from the Lance version at the first point; empty if no table had the name
 * @param to the Lance version at the second; empty if no table had the name
 * @param rowsFrom how many rows it had at the first point; empty if no table had the name
 * @param rowsTo how many rows it had at the second; empty if no table had the name
 */
public record TableDiff(
    String name,
    List<String> kinds,
    OptionalLong from,
    OptionalLong to,
    OptionalLong rowsFrom,
    OptionalLong rowsTo) {
  /** Copies the list. */
  public TableDiff {
    kinds = List.copyOf(kinds);
  }
}
