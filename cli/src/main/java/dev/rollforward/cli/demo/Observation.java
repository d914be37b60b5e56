package dev.rollforward.cli.demo;

import dev.rollforward.GroupView;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.Snapshot;
import dev.rollforward.TableGroup;
import dev.rollforward.TableReader;
import dev.rollforward.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The contents of the group at one moment, and what its readers see.
 *
 * @param view what the stores hold
 * @param rows what readers see of each table, by name
 */
record Observation(GroupView view, Map<String, List<List<String>>> rows) {
  Observation {
    rows = Map.copyOf(rows);
  }

  /** Looks at the group in {@code root} without writing. */
  static Observation at(Path root) {
    try (TableGroup group = TableGroup.open(root, OpenOptions.readOnly())) {
      return of(group);
    }
  }

  private static Observation of(TableGroup group) {
    Snapshot snapshot = group.snapshot();
    Map<String, List<List<String>>> rows = new TreeMap<>();
    for (String name : snapshot.tables()) {
      try (TableReader version = snapshot.read(name)) {
        rows.put(name, Rows.all(version));
      }
    }
    return new Observation(group.inspect(), rows);
  }

  GroupView.Table table(SampleTable table) {
    return view.tables().stream()
        .filter(found -> found.name().equals(table.name()))
        .findFirst()
        .orElseThrow();
  }

  /** How many rows readers see of {@code table}. */
  int rowCount(SampleTable table) {
    return rows.get(table.name()).size();
  }

  Visibility sight(SampleTable table) {
    return Visibility.of(table, rows.get(table.name()));
  }

  Optional<GroupView.Pending> sidecar(OperationId operation) {
    return view.sidecars().stream()
        .filter(pending -> pending.operation().equals(operation))
        .findFirst();
  }

  /** The verdict on {@code operation} in the manifest. */
  Optional<Verdict> decision(OperationId operation) {
    return Optional.ofNullable(view.decisions().get(operation)).map(GroupView.Decision::verdict);
  }

  List<GroupView.AuditRecord> audits(OperationId operation) {
    return view.audits().stream().filter(audit -> audit.operation().equals(operation)).toList();
  }
}
