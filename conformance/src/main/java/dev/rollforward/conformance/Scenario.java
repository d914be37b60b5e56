package dev.rollforward.conformance;

import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Create;
import java.util.List;
import java.util.Map;

/**
 * Which operations change which tables: the scenarios of {@code spec/Scenarios.tla} with two
 * operations, under the same names.
 */
public enum Scenario {
  /** Both operations append to the same two tables. */
  SameTables(
      Map.of("a", new Append(), "b", new Append()), Map.of("a", new Append(), "b", new Append())),
  /** They share one of their two tables. */
  SharedTable(
      Map.of("a", new Append(), "b", new Append()), Map.of("b", new Append(), "c", new Append())),
  /** Both append to one table and create the same other one. */
  CreateSame(
      Map.of("a", new Append(), "n", new Create()), Map.of("a", new Append(), "n", new Create()));

  private final List<Map<String, Change>> changes;

  Scenario(Map<String, Change> first, Map<String, Change> second) {
    this.changes = List.of(first, second);
  }

  /** What writer 0 or 1 does, by table name. */
  Map<String, Change> changes(int writer) {
    return changes.get(writer);
  }

  /** The tables that exist beforehand. */
  List<String> existing() {
    return changes.stream()
        .flatMap(change -> change.entrySet().stream())
        .filter(entry -> entry.getValue() instanceof Append)
        .map(Map.Entry::getKey)
        .distinct()
        .sorted()
        .toList();
  }
}
