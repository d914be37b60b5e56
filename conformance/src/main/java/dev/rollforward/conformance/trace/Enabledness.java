package dev.rollforward.conformance.trace;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether an event can come next, as far as what it saw goes. */
enum Enabledness {
  /** It can. */
  READY,
  /** It can only if its reads, or those of another, did not see one moment. */
  WEAK,
  /** It cannot. */
  BLOCKED;

  private static Enabledness of(boolean hard, boolean weak) {
    return !hard ? BLOCKED : weak ? READY : WEAK;
  }

  private static Enabledness of(boolean hard) {
    return of(hard, true);
  }

  static Enabledness of(TraceEvent event, StoreState world, ReportedEffects claims) {
    Op op = world.op(event);
    if (event.table().isPresent() && op.dataset(event) == null) {
      return BLOCKED;
    }
    Dataset dataset = event.table().isPresent() ? op.dataset(event) : null;
    return switch (event.action()) {
      case ReadManifest, LosePublish -> of(world.manifest == event.number("manifest"));
      case SweepReadManifest ->
          of(world.manifest == event.number("manifest") && op.sidecar != Op.Sidecar.NOT_YET);
      case PrepareTable ->
          event.has("base")
              ? of(dataset.head == event.number("base"))
              : weakly(event, dataset, world);
      case Restart -> weakly(event, dataset, world);
      case ReadBackTable -> readBack(event, op, dataset);
      case CommitTable -> commit(event, op, dataset, claims);
      case RepairTable, SweepFenceTable -> restore(event, op, dataset, claims);
      case ReadBackSidecar -> of((op.sidecar == Op.Sidecar.STANDS) == event.is("stands", true));
      case Publish, SweepRollForward, SweepRollBack -> put(event, world, claims);
      case Converge -> of(op.decided);
      case DeleteSidecar, SweepDeleteSidecar -> of(true, claims.sidecarIsFree(op));
      case SweepListSidecars -> of(op.sidecar == Op.Sidecar.STANDS);
      case SweepClassify -> classify(event, op);
      case SweepAudit -> of(op.audited != event.is("created", true));
      case Refuse, ArmSidecar -> READY;
    };
  }

  private static Enabledness weakly(TraceEvent event, Dataset dataset, StoreState world) {
    // What makes it repair, or restart although nobody is in its way, stays once it was read.
    boolean stays = !event.has("blockers") || event.list("blockers").isEmpty();
    boolean read = !stays || world.manifest >= event.number("manifest");
    return of(
        dataset.head >= event.number("head") && read,
        dataset.head == event.number("head") && world.manifest == event.number("manifest"));
  }

  private static Enabledness readBack(TraceEvent event, Op op, Dataset dataset) {
    boolean clean = !event.is("clean", true) || op.hasLanded(dataset);
    return of(dataset.head == event.number("head") && clean);
  }

  private static Enabledness commit(
      TraceEvent event, Op op, Dataset dataset, ReportedEffects claims) {
    if (event.has("failed")) {
      return READY;
    }
    if (event.has("refused")) {
      return of(!dataset.accepts(op.base(dataset)));
    }
    boolean landsClean = event.number("landed") == op.base(dataset) + 1;
    Enabledness lands = land(event, dataset, claims);
    return lands == READY && landsClean && !claims.isMissedByNobody(op, dataset) ? WEAK : lands;
  }

  private static Enabledness land(TraceEvent event, Dataset dataset, ReportedEffects claims) {
    return of(
        dataset.head == event.number("landed") - 1 && claims.headIsFree(dataset),
        claims.headIsQuiteFree(dataset));
  }

  private static Enabledness restore(
      TraceEvent event, Op op, Dataset dataset, ReportedEffects claims) {
    if (event.has("fenced")) {
      return of(!dataset.accepts(op.base(dataset)));
    }
    return event.number("landed") == 0 ? of(dataset.head > 0) : land(event, dataset, claims);
  }

  private static Enabledness put(TraceEvent event, StoreState world, ReportedEffects claims) {
    int next = event.number("manifest");
    if (event.isPut("LOST")) {
      return of(world.manifest >= next);
    }
    if (event.isPut("UNKNOWN")) {
      return of(event.isSweep() || world.manifest == next - 1);
    }
    return of(
        world.manifest == next - 1 && claims.manifestIsFree(next - 1),
        claims.manifestIsQuiteFree(next - 1) && forgetsOnlyWhatIsGone(event, world));
  }

  private static boolean forgetsOnlyWhatIsGone(TraceEvent event, StoreState world) {
    Set<Integer> kept = world.numbers(event.list("decisions"));
    return world.company.ops.values().stream()
        .filter(op -> world.decisions.contains(op.number) && !kept.contains(op.number))
        .allMatch(op -> op.sidecar != Op.Sidecar.STANDS);
  }

  private static Enabledness classify(TraceEvent event, Op op) {
    if (event.is("finding", "gone")) {
      return of(op.sidecar != Op.Sidecar.STANDS);
    }
    boolean stands = op.sidecar == Op.Sidecar.STANDS;
    if (event.is("finding", "complete")) {
      return of(stands && landed(op).size() == op.datasets.size());
    }
    if (!event.has("landed")) {
      return of(stands);
    }
    Set<String> seen = Set.copyOf(event.list("landed"));
    return of(stands && landed(op).size() < op.datasets.size(), landed(op).equals(seen));
  }

  /** The tables on which {@code op} has landed clean, by name. */
  static Set<String> landed(Op op) {
    return op.datasets.entrySet().stream()
        .filter(table -> op.hasLanded(table.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
