package dev.rollforward.conformance.trace;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether an event can come next, judged by what it reports to have read. */
enum Enabledness {
  /** It can. */
  READY,
  /** Only if its reads, or those of another event, happened at different moments. */
  WEAK,
  /** It cannot. */
  BLOCKED;

  private static Enabledness of(boolean hard, boolean weak) {
    return !hard ? BLOCKED : weak ? READY : WEAK;
  }

  private static Enabledness of(boolean hard) {
    return of(hard, true);
  }

  static Enabledness of(TraceEvent event, StoreState state, ReportedEffects reported) {
    Op op = state.op(event);
    if (event.table().isPresent() && op.dataset(event) == null) {
      return BLOCKED;
    }
    Dataset dataset = event.table().isPresent() ? op.dataset(event) : null;
    return switch (event.action()) {
      case ReadManifest, LosePublish -> of(state.manifest == event.number("manifest"));
      case SweepReadManifest ->
          of(state.manifest == event.number("manifest") && op.sidecar != Op.Sidecar.NOT_YET);
      case PrepareTable ->
          event.has("base")
              ? of(event.has("remembered") || dataset.head == event.number("base"))
              : weakly(event, dataset, state);
      case Restart -> weakly(event, dataset, state);
      case ReadBackTable -> readBack(event, op, dataset);
      case CommitTable -> commit(event, op, dataset, reported);
      case RepairTable, SweepFenceTable -> restore(event, op, dataset, reported);
      case ReadBackSidecar -> of((op.sidecar == Op.Sidecar.EXISTS) == event.is("stands", true));
      case Publish, SweepRollForward, SweepRollBack -> put(event, state, reported);
      case Converge -> of(op.decided);
      case DeleteSidecar, SweepDeleteSidecar -> of(true, reported.sidecarHasNoReaders(op));
      case SweepListSidecars -> of(op.sidecar == Op.Sidecar.EXISTS);
      case SweepClassify -> classify(event, op);
      case SweepAudit -> of(op.audited != event.is("created", true));
      case Refuse, ArmSidecar -> READY;
    };
  }

  private static Enabledness weakly(TraceEvent event, Dataset dataset, StoreState state) {
    // Without blockers, what makes it repair or restart remains true once it was read.
    boolean stays = !event.has("blockers") || event.list("blockers").isEmpty();
    boolean read = !stays || state.manifest >= event.number("manifest");
    return of(
        dataset.head >= event.number("head") && read,
        dataset.head == event.number("head") && state.manifest == event.number("manifest"));
  }

  private static Enabledness readBack(TraceEvent event, Op op, Dataset dataset) {
    boolean clean = !event.is("clean", true) || op.nextHasLanded(dataset);
    return of(dataset.head == event.number("head") && clean);
  }

  private static Enabledness commit(
      TraceEvent event, Op op, Dataset dataset, ReportedEffects reported) {
    if (event.has("failed")) {
      return READY;
    }
    if (event.has("refused")) {
      int read = op.read(dataset);
      return of(!dataset.accepts(read) || op.mayConflict() && dataset.head > read);
    }
    boolean landsClean = event.number("landed") == op.read(dataset) + 1;
    Enabledness lands = land(event, dataset, reported);
    return lands == READY && landsClean && !reported.isNeverReportedAbsent(op, dataset)
        ? WEAK
        : lands;
  }

  private static Enabledness land(TraceEvent event, Dataset dataset, ReportedEffects reported) {
    return of(
        dataset.head == event.number("landed") - 1 && reported.headHasNoReaders(dataset),
        reported.headHasNoReadersAtAll(dataset));
  }

  private static Enabledness restore(
      TraceEvent event, Op op, Dataset dataset, ReportedEffects reported) {
    if (event.has("fenced")) {
      return of(!dataset.accepts(op.base(dataset)));
    }
    return event.number("landed") == 0 ? of(dataset.head > 0) : land(event, dataset, reported);
  }

  private static Enabledness put(TraceEvent event, StoreState state, ReportedEffects reported) {
    int next = event.number("manifest");
    if (event.isPut("LOST")) {
      return of(state.manifest == next);
    }
    if (event.isPut("UNKNOWN")) {
      return of(event.isSweep() ? state.manifest >= next - 1 : state.manifest == next - 1);
    }
    return of(
        state.manifest == next - 1 && reported.manifestHasNoReaders(next - 1),
        reported.manifestHasNoReadersAtAll(next - 1) && forgetsOnlyWhatIsGone(event, state));
  }

  private static boolean forgetsOnlyWhatIsGone(TraceEvent event, StoreState state) {
    Set<Integer> kept = state.numbers(event.list("decisions"));
    return state.group.ops.values().stream()
        .filter(op -> state.decisions.contains(op.number) && !kept.contains(op.number))
        .allMatch(op -> op.sidecar != Op.Sidecar.EXISTS);
  }

  private static Enabledness classify(TraceEvent event, Op op) {
    if (event.is("finding", "gone")) {
      return of(op.sidecar != Op.Sidecar.EXISTS);
    }
    boolean exists = op.sidecar == Op.Sidecar.EXISTS;
    if (event.is("finding", "complete")) {
      return of(exists && landed(op).size() == op.datasets.size());
    }
    if (!event.has("landed")) {
      return of(exists);
    }
    Set<String> seen = Set.copyOf(event.list("landed"));
    return of(exists && landed(op).size() < op.datasets.size(), landed(op).equals(seen));
  }

  /** The tables on which {@code op} has landed clean, by name. */
  static Set<String> landed(Op op) {
    return op.datasets.entrySet().stream()
        .filter(table -> op.hasLanded(table.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
