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
            && sidecar.get().reads().entrySet().stream()
                .allMatch(
                    read ->
                        isAsExpected(read.getKey(), read.getValue(), sidecar.get(), after.newest()))
            && sidecar.get().tables().stream()
                .allMatch(
                    plan ->
                        isAsExpected(plan.name(), plan.expected(), sidecar.get(), after.newest())
                            && isWhole(plan, event.operation(), after));
    return found && complete ? List.of("CompleteIsForwarded") : List.of();
  }

  /** A name that was lost since is not as expected, whatever it shows. */
  private static boolean isAsExpected(
      String name, Optional<Pin> expected, Sidecar sidecar, Manifest manifest) {
    boolean lost =
        manifest
            .tombstone(name)
            .filter(tombstone -> tombstone.manifestVersion() > sidecar.expected().basedOn())
            .isPresent();
    return manifest.pin(name).equals(expected) && !lost;
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

  /** Its own rows, one for each of its commits, are the last where the last of them was to land. */
  private static boolean isWhole(TablePlan plan, OperationId operation, Evidence after) {
    int many = plan.commits().size();
    if (many == 0) {
      return true;
    }
    long landing = plan.base() + many;
    if (after.histories().get(plan.table()).head() < landing) {
      return false;
    }
    List<OperationId> rows = after.rows().at(plan.table(), landing);
    return rows.size() >= many
        && rows.subList(rows.size() - many, rows.size()).stream().allMatch(operation::equals);
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
