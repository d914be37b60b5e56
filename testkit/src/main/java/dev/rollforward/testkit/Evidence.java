package dev.rollforward.testkit;

import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Decision;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a group at one moment without asking any of its processes: the contents of its
 * stores, and every record that was ever written to them or reported to a caller.
 *
 * @param manifests every manifest there ever was, oldest first; at least one
 * @param armed every sidecar there ever was, by operation
 * @param sidecars the operations whose sidecar exists
 * @param audits every audit record ever written, by operation
 * @param histories every dataset's versions
 * @param rows what each version of each dataset holds, as the operations that wrote it
 * @param replies the results that callers got, by operation; no entry for a caller that got none
 */
public record Evidence(
    List<Manifest> manifests,
    Map<OperationId, Sidecar> armed,
    Set<OperationId> sidecars,
    Map<OperationId, List<Audit>> audits,
    Map<TableId, TableHistory> histories,
    Rows rows,
    Map<OperationId, CommitResult> replies) {

  /** The contents of a version of a dataset. */
  @FunctionalInterface
  public interface Rows {
    /** The operations that wrote the rows of {@code version}, oldest first. */
    List<OperationId> at(TableId table, long version);
  }

  Manifest newest() {
    return manifests.get(manifests.size() - 1);
  }

  /** Every verdict on {@code operation} that any manifest contained, oldest first. */
  Set<Verdict> decided(OperationId operation) {
    return decided(manifests, operation);
  }

  static Set<Verdict> decided(List<Manifest> manifests, OperationId operation) {
    Set<Verdict> verdicts = new LinkedHashSet<>();
    for (Manifest manifest : manifests) {
      manifest.decisionOf(operation).map(Decision::verdict).ifPresent(verdicts::add);
      // A manifest may drop the decision it was written for, if the sidecar is gone by then.
      if (manifest.committedBy().equals(Optional.of(operation))) {
        verdicts.add(Verdict.COMMITTED);
      }
    }
    return verdicts;
  }

  /** The manifest that committed {@code operation}; empty if none did. */
  Optional<Manifest> committing(OperationId operation) {
    return manifests.stream()
        .filter(manifest -> manifest.committedBy().equals(Optional.of(operation)))
        .findFirst();
  }

  /** The one before it. */
  Optional<Manifest> before(OperationId operation) {
    return committing(operation)
        .map(manifests::indexOf)
        .filter(index -> index > 0)
        .map(index -> manifests.get(index - 1));
  }

  boolean is(Verdict verdict, OperationId operation) {
    return decided(operation).contains(verdict);
  }

  /** What readers see of {@code table}. */
  List<OperationId> visible(TableId table) {
    return newest().pins().values().stream()
        .filter(pin -> pin.table().equals(table))
        .map(Pin::version)
        .findFirst()
        .map(version -> rows.at(table, version))
        .orElse(List.of());
  }

  /** Whether {@code table} was dropped. */
  boolean isDropped(TableId table) {
    return manifests.stream()
        .flatMap(manifest -> manifest.tombstones().stream())
        .anyMatch(tombstone -> tombstone.former().table().equals(table));
  }

  /** Whether {@code operation} gave the dataset of {@code plan} its new name, not another one. */
  boolean hasRenamed(OperationId operation, TablePlan plan) {
    return committing(operation)
        .flatMap(manifest -> manifest.pin(plan.nameAfter()))
        .filter(pin -> pin.table().equals(plan.table()))
        .isPresent();
  }

  /** Whether readers see {@code operation} in {@code table}. */
  boolean shows(TableId table, OperationId operation) {
    return visible(table).contains(operation);
  }
}
