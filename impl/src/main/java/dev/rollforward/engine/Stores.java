package dev.rollforward.engine;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Decision;
import dev.rollforward.core.ForgetDecision;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.port.AuditStore;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.port.SidecarStore;
import dev.rollforward.port.TableStore;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The stores of one group.
 *
 * @param manifests the manifests
 * @param sidecars the sidecars
 * @param audits the audit records
 * @param tables the tables
 */
public record Stores(
    ManifestStore manifests, SidecarStore sidecars, AuditStore audits, TableStore tables) {
  /** Checks for nulls. */
  public Stores {
    Objects.requireNonNull(manifests, "manifests");
    Objects.requireNonNull(sidecars, "sidecars");
    Objects.requireNonNull(audits, "audits");
    Objects.requireNonNull(tables, "tables");
  }

  /** Operations whose sidecar stands, readable or not. */
  Set<OperationId> armed() {
    return new TreeSet<>(sidecars.list().operations());
  }

  /** Creates {@code next}, without the decisions that nobody needs any more. */
  ManifestPut createTidied(Manifest next) {
    // A manifest with one decision holds only the one it is written for.
    Manifest tidied = next.decisions().size() > 1 ? ForgetDecision.in(next, armed()) : next;
    return new ManifestPut(tidied, create(tidied));
  }

  private ManifestPut.Answer create(Manifest next) {
    try {
      return manifests.create(next) == Created.CREATED
          ? ManifestPut.Answer.WON
          : ManifestPut.Answer.LOST;
    } catch (StoreException.OutcomeUnknown unknown) {
      return ManifestPut.Answer.UNKNOWN;
    }
  }

  /**
   * The tables of {@code sidecar}, each from the pin it expects.
   *
   * @throws StoreException if one cannot be read
   */
  public Map<TableId, TableHistory> histories(Sidecar sidecar) {
    Map<TableId, TableHistory> histories = new TreeMap<>();
    for (TablePlan plan : sidecar.committing()) {
      histories.put(plan.table(), tables.history(plan.table(), plan.base()));
    }
    return histories;
  }

  /**
   * How {@code operation} was decided, if the manifest or, later, its audit record says so (rules 8
   * and 9).
   *
   * @throws StoreException if they cannot be read
   */
  public Optional<Verdict> verdictOf(OperationId operation) {
    Optional<Verdict> standing =
        manifests.readNewest().decisionOf(operation).map(Decision::verdict);
    return standing.isPresent() ? standing : audits.read(operation).map(Audit::verdict);
  }
}
