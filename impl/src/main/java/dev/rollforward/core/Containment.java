package dev.rollforward.core;

import dev.rollforward.OperationId;
import java.util.Map;
import java.util.Optional;

/**
 * Whether what a manifest shows contains an operation of which it says nothing: then the operation
 * was committed, and forgotten since. Decided by identity, like a landing: an operation that is not
 * to be found undecided must not be aborted, or a sidecar that arrives a second time would bring a
 * finished operation back to life. Spec: {@code Contains}.
 */
public final class Containment {
  private Containment() {}

  /**
   * Whether {@code manifest} shows {@code sidecar}'s operation on any of its tables; it shows it on
   * all of them or on none.
   *
   * @param histories the tables that it commits to, each above its base; those whose versions are
   *     gone may be missing
   */
  public static boolean holds(
      Sidecar sidecar, Manifest manifest, Map<TableId, TableHistory> histories) {
    return hasTakenIn(sidecar, manifest)
        || sidecar.tables().stream()
            .anyMatch(
                plan ->
                    plan.commitsAnything()
                        ? contains(plan, manifest, histories)
                        : isDropped(sidecar.operation(), plan, manifest));
  }

  private static boolean hasTakenIn(Sidecar sidecar, Manifest manifest) {
    return sidecar.sources().keySet().stream()
        .anyMatch(
            name ->
                manifest
                    .source(name)
                    .filter(source -> source.operation().equals(sidecar.operation()))
                    .isPresent());
  }

  private static boolean isDropped(OperationId operation, TablePlan plan, Manifest manifest) {
    return manifest.tombstones().stream()
        .filter(tombstone -> tombstone.name().equals(plan.name()))
        .anyMatch(tombstone -> tombstone.operation().equals(operation));
  }

  private static boolean contains(
      TablePlan plan, Manifest manifest, Map<TableId, TableHistory> histories) {
    TableHistory history = histories.get(plan.table());
    Optional<Pin> shown = manifest.pinOf(plan.table()).or(() -> manifest.formerPinOf(plan.table()));
    return history != null
        && shown.isPresent()
        && isBelow(plan.lastCommit(), shown.get().version(), history);
  }

  /** Whether {@code commit} is among the versions that {@code shown} was made of. */
  private static boolean isBelow(PlannedCommit commit, long shown, TableHistory history) {
    long version = shown;
    while (version > commit.landing()) {
      Optional<TableVersion> at = history.at(version);
      if (at.isEmpty()) {
        return false;
      }
      version = at.get().below();
    }
    return version == commit.landing() && Landing.isClean(commit, history);
  }
}
