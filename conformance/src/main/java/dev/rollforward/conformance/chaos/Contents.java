package dev.rollforward.conformance.chaos;

import dev.rollforward.OperationId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.TableVersion;
import dev.rollforward.core.change.Role;
import dev.rollforward.testkit.memory.MemoryTableStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What tables hold and what they should: a plain list of the labels of committed transactions, in
 * the order of the manifests, knows nothing of versions, fences or sidecars.
 */
final class Contents {
  private final MemoryTableStore tables;
  private final Map<OperationId, String> labels = new HashMap<>();

  Contents(MemoryTableStore tables) {
    this.tables = tables;
  }

  /** Every attempt of a transaction writes its label. */
  void attempt(OperationId operation, String label) {
    labels.put(operation, label);
  }

  /** What is wrong with what the last of {@code manifests} shows. */
  Optional<String> problemWith(List<Manifest> manifests, Map<OperationId, Sidecar> armed) {
    return manifests.get(manifests.size() - 1).pins().entrySet().stream()
        .flatMap(
            pin ->
                problemWith(
                    manifests,
                    armed,
                    pin.getKey(),
                    tables.rows(pin.getValue().table(), pin.getValue().version()))
                    .stream())
        .findFirst();
  }

  /** What is wrong with these {@code rows} of table {@code name}. */
  Optional<String> problemWith(
      List<Manifest> manifests, Map<OperationId, Sidecar> armed, String name, List<String> rows) {
    Manifest last = manifests.get(manifests.size() - 1);
    List<String> wanted =
        expected(manifests, armed).getOrDefault(last.pin(name).orElseThrow().table(), List.of());
    return rows.equals(wanted)
        ? Optional.empty()
        : Optional.of(
            "at manifest %s table %s holds %s, where committed are %s"
                .formatted(last.version(), name, rows, wanted));
  }

  private Map<TableId, List<String>> expected(
      List<Manifest> manifests, Map<OperationId, Sidecar> armed) {
    Map<TableId, List<String>> expected = new HashMap<>();
    for (Manifest manifest : manifests) {
      manifest
          .committedBy()
          .ifPresent(
              by ->
                  armed.get(by).committing().stream()
                      .filter(plan -> plan.change().role() != Role.DERIVED)
                      .forEach(plan -> commit(plan, by, expected)));
    }
    return expected;
  }

  private void commit(TablePlan plan, OperationId by, Map<TableId, List<String>> expected) {
    List<String> rows = expected.computeIfAbsent(plan.table(), table -> new ArrayList<>());
    for (int i = 0; i < plan.commits().size(); i++) {
      rows.add(row(labels.get(by), i));
    }
  }

  /** What the {@code nth} commit of a transaction to a table adds to it. */
  static String row(String label, int nth) {
    return label + "." + nth;
  }

  /** The operations whose commits {@code version} holds, each as often as it committed. */
  List<OperationId> operations(TableId table, long version) {
    Map<Long, List<OperationId>> logs = new HashMap<>();
    logs.put(Pin.ABSENT, List.of());
    tables
        .history(table, Pin.ABSENT)
        .versions()
        .forEach((number, made) -> logs.put(number, log(made, logs)));
    return logs.get(version);
  }

  private static List<OperationId> log(TableVersion made, Map<Long, List<OperationId>> logs) {
    if (made.content() instanceof TableVersion.Restore restore) {
      return logs.get(restore.of());
    }
    List<OperationId> log = new ArrayList<>(logs.get(made.version() - 1));
    made.operation().ifPresent(log::add);
    return log;
  }
}
