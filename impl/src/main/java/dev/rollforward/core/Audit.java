package dev.rollforward.core;

import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The lasting record of an operation that recovery finished. Keyed by operation and created if
 * absent, so there is exactly one, whoever races (rule 10).
 *
 * @param group the group it belongs to
 * @param operation the operation
 * @param tables the datasets that it was about, by table name
 * @param verdict what was decided: {@code COMMITTED} was rolled forward, {@code ABORTED} back
 * @param reason why, in words
 * @param manifestVersion the manifest that decided it; if it was found to be committed only by what
 *     is visible, one in which it is
 * @param sealed what keeps the owner of an aborted operation from ever completing it, if known
 */
public record Audit(
    GroupId group,
    OperationId operation,
    SortedMap<String, TableId> tables,
    Verdict verdict,
    String reason,
    long manifestVersion,
    Optional<Seal> sealed) {
  /** Copies the map. */
  public Audit {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(operation, "operation");
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(sealed, "sealed");
  }

  /** The record of {@code sidecar}'s operation. */
  public static Audit of(
      Sidecar sidecar,
      Verdict verdict,
      String reason,
      long manifestVersion,
      Optional<Seal> sealed) {
    SortedMap<String, TableId> tables = new TreeMap<>();
    sidecar.tables().forEach(plan -> tables.put(plan.name(), plan.table()));
    return new Audit(
        sidecar.group(), sidecar.operation(), tables, verdict, reason, manifestVersion, sealed);
  }
}
