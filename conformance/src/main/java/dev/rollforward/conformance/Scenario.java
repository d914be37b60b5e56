package dev.rollforward.conformance;

import dev.rollforward.core.ChangeKind;
import java.util.List;
import java.util.Map;

/**
 * Which operations change which tables: the scenarios of {@code spec/Scenarios.tla} with two
 * operations, under the same names.
 */
public enum Scenario {
  /** Both operations append to the same two tables. */
  SameTables(
      Map.of("a", ChangeKind.APPEND, "b", ChangeKind.APPEND),
      Map.of("a", ChangeKind.APPEND, "b", ChangeKind.APPEND)),
  /** They share one of their two tables. */
  SharedTable(
      Map.of("a", ChangeKind.APPEND, "b", ChangeKind.APPEND),
      Map.of("b", ChangeKind.APPEND, "c", ChangeKind.APPEND)),
  /** Both append to one table and create the same other one. */
  CreateSame(
      Map.of("a", ChangeKind.APPEND, "n", ChangeKind.CREATE),
      Map.of("a", ChangeKind.APPEND, "n", ChangeKind.CREATE));

  private final List<Map<String, ChangeKind>> changes;

  Scenario(Map<String, ChangeKind> first, Map<String, ChangeKind> second) {
    this.changes = List.of(first, second);
  }

  /** What writer 0 or 1 does, by table name. */
  Map<String, ChangeKind> changes(int writer) {
    return changes.get(writer);
  }

  /** The tables that exist beforehand. */
  List<String> existing() {
    return changes.stream()
        .flatMap(change -> change.entrySet().stream())
        .filter(entry -> entry.getValue() == ChangeKind.APPEND)
        .map(Map.Entry::getKey)
        .distinct()
        .sorted()
        .toList();
  }
}
