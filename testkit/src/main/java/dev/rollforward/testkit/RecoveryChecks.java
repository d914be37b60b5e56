package dev.rollforward.testkit;

import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TablePlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The properties of {@code spec/Rollforward.tla} that speak of a step of recovery, by their own
 * names, evaluated right after the step: no other process may have moved since.
 */
public final class RecoveryChecks {
  private RecoveryChecks() {}

  /** The properties that the step of {@code event} has violated. */
  public static List<String> violatedBy(ProtocolEvent event, Evidence after) {
    return switch (event.action()) {
      case SweepClassify -> afterLook(event, after);
      case SweepDeleteSidecar -> afterDelete(event.operation(), after);
      default -> List.of();
    };
  }

  /** Whatever is complete on pins that are as expected is not found incomplete. */
  private static List<String> afterLook(ProtocolEvent event, Evidence after) {
    Optional<Sidecar> sidecar = Optional.ofNullable(after.armed().get(event.operation()));
    boolean found = "incomplete".equals(event.facts().values().get("finding"));
    boolean complete =
        sidecar.isPresent()
            && sourcesAreNew(sidecar.get(), after.newest())
            && sidecar.get().tables().stream()
                .allMatch(
                    plan ->
                        isAsExpected(plan, sidecar.get(), after.newest())
                            && isWhole(plan, event.operation(), after));
    return found && complete ? List.of("CompleteIsForwarded") : List.of();
  }

  /** A name that was absent is so no more if a table has had it since. */
  private static boolean isAsExpected(TablePlan plan, Sidecar sidecar, Manifest manifest) {
    Optional<Pin> pin = manifest.pin(plan.name());
    boolean dropped =
        manifest
            .tombstone(plan.name())
            .filter(tombstone -> tombstone.manifestVersion() > sidecar.expected().basedOn())
            .isPresent();
    return pin.equals(plan.expected()) && !(pin.isEmpty() && dropped);
  }

  private static boolean sourcesAreNew(Sidecar sidecar, Manifest manifest) {
    return sidecar.sources().entrySet().stream()
        .noneMatch(
            ours ->
                manifest
                    .source(ours.getKey())
                    .filter(had -> had.sequence() >= ours.getValue())
                    .isPresent());
  }

  /** Its own rows are the last of the version where they were to land. */
  private static boolean isWhole(TablePlan plan, OperationId operation, Evidence after) {
    long landing = plan.base() + 1;
    if (after.histories().get(plan.table()).head() < landing) {
      return false;
    }
    List<OperationId> rows = after.rows().at(plan.table(), landing);
    return !rows.isEmpty() && rows.get(rows.size() - 1).equals(operation);
  }

  /** A sweep deletes only what is audited. */
  private static List<String> afterDelete(OperationId operation, Evidence after) {
    return isAudited(operation, after) ? List.of() : List.of("RecoveredIsAudited");
  }

  private static boolean isAudited(OperationId operation, Evidence evidence) {
    return !evidence.audits().getOrDefault(operation, List.of()).isEmpty();
  }

  /**
   * The same for owners who are alive and do not know yet how their operation ends.
   *
   * @param waiting their operations
   */
  public static List<String> violatedFor(Set<OperationId> waiting, Evidence evidence) {
    boolean canLearn =
        waiting.stream()
            .filter(evidence.armed()::containsKey)
            .filter(operation -> !evidence.sidecars().contains(operation))
            .allMatch(
                operation ->
                    evidence.newest().decisionOf(operation).isPresent()
                        || isAudited(operation, evidence));
    return canLearn ? List.of() : List.of("OwnerCanLearn");
  }
}
