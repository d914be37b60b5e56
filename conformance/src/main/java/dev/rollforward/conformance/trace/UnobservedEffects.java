package dev.rollforward.conformance.trace;

import dev.rollforward.Action;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Infers steps that no event reports, although a later event depends on them: the late effect of a
 * call without an answer, or the last effect of a process that crashed before it logged it.
 *
 * <p>An inferred step may cause a valid trace to be rejected; it can never cause an invalid one to
 * be accepted, because TLC checks it like any other.
 */
final class UnobservedEffects {
  private final StoreState state;
  private final ReportedEffects reported;
  private final StepSequence sequence;
  private final KnownDecisions decisions;

  UnobservedEffects(StoreState state, ReportedEffects reported, StepSequence sequence) {
    this.state = state;
    this.reported = reported;
    this.sequence = sequence;
    this.decisions = KnownDecisions.of(state.group);
  }

  /** Infers one step towards the state that {@code event} needs; false if there is none. */
  boolean inferStepTowards(TraceEvent event) {
    Op op = state.op(event);
    Dataset dataset = event.table().isPresent() ? op.dataset(event) : null;
    return switch (event.action()) {
      case ReadManifest, LosePublish, Converge -> advanceManifest();
      case Publish, SweepRollForward, SweepRollBack -> tidy(event) || advanceManifest();
      case SweepReadManifest -> op.sidecar == Op.Sidecar.NOT_YET ? arm(op) : advanceManifest();
      case PrepareTable, ReadBackTable, CommitTable, RepairTable, SweepFenceTable ->
          dataset != null && advance(dataset);
      case Restart -> dataset != null && dataset.head < event.number("head") && advance(dataset);
      case ReadBackSidecar -> event.is("stands", true) ? arm(op) : delete(op);
      case SweepListSidecars -> arm(op);
      case SweepClassify -> classified(event, op);
      case SweepAudit -> !event.is("created", true) && audit(op);
      case Refuse, ArmSidecar, DeleteSidecar, SweepDeleteSidecar -> false;
    };
  }

  /** A manifest drops only decisions whose sidecar was deleted. */
  private boolean tidy(TraceEvent put) {
    Set<Integer> kept = state.numbers(put.list("decisions"));
    return !put.isPut("LOST")
        && ops(o -> state.decisions.contains(o.number) && !kept.contains(o.number))
            .anyMatch(this::delete);
  }

  private boolean classified(TraceEvent event, Op op) {
    if (event.is("finding", "gone")) {
      return delete(op);
    }
    if (op.sidecar == Op.Sidecar.NOT_YET) {
      return arm(op);
    }
    return op.datasets.entrySet().stream()
        .filter(table -> !op.hasLanded(table.getValue()))
        .filter(table -> !event.has("landed") || event.list("landed").contains(table.getKey()))
        .anyMatch(table -> advance(table.getValue()));
  }

  private Stream<Op> ops(Predicate<Op> filter) {
    return state.group.ops.values().stream().filter(filter);
  }

  private Stream<SweepTrace> withoutEvents(Predicate<SweepTrace> filter) {
    return sequence.active().stream().filter(sweep -> sweep.remaining == 0).filter(filter);
  }

  private boolean advanceManifest() {
    int next = state.manifest + 1;
    if (reported.reportsManifest(next) || !reported.manifestHasNoReaders(state.manifest)) {
      return false;
    }
    Optional<Op> sent =
        ops(o -> o.flight.containsKey(Op.Call.publish) && o.publishing.number("manifest") == next)
            .filter(o -> decisions.mayCommit(o, next))
            .findFirst();
    if (sent.isPresent()) {
      publish(sent.get());
      return true;
    }
    Optional<SweepTrace> putting =
        withoutEvents(p -> p.isPutting() && p.readVersion == state.manifest)
            .filter(p -> decisions.mayDecide(p, next))
            .findFirst();
    if (putting.isPresent()) {
      decide(putting.get());
      return true;
    }
    Optional<Op> silent =
        ops(o -> o.hasNoMoreEvents() && o.phase == Op.Phase.PUBLISH && o.launched != o.phase)
            .filter(o -> decisions.mayCommit(o, next))
            .findFirst();
    silent.ifPresent(
        op -> {
          StepBuilder.launch(sequence, op, Op.Call.publish, null);
          publish(op);
        });
    return silent.isPresent();
  }

  private void publish(Op op) {
    arrival(op, Op.Call.publish);
    state.put(op);
    forget(op.publishing);
  }

  /** Which decisions an unreported put drops is not known; the next put reports it. */
  private void forget(TraceEvent put) {
    if (put != null) {
      sequence.forget(StepBuilder.forget(state, state.numbers(put.list("decisions"))));
    }
  }

  private void decide(SweepTrace sweep) {
    boolean forward = sweep.phase == SweepTrace.Phase.ROLLFORWARD;
    sequence.infer(forward ? "SweepRollForward" : "SweepRollBack", sweep.op, sweep, Map.of());
    state.put(sweep.op);
    forget(sweep.unanswered);
    sweep.phase = forward ? SweepTrace.Phase.AUDIT : SweepTrace.Phase.FENCE;
    sequence.crash(sweep);
  }

  private void arrival(Op op, Op.Call call) {
    sequence.infer("Arrive", op, null, Map.of("call", '"' + call.name() + '"'));
    op.flight.remove(call);
  }

  private boolean advance(Dataset dataset) {
    if (reported.reportsNext(dataset) || !reported.headHasNoReaders(dataset)) {
      return false;
    }
    Optional<Op> late =
        Stream.of(
                ops(o -> isExpectedNext(o, dataset)),
                ops(o -> isSeenLater(o, dataset)),
                ops(o -> o.flight.get(Op.Call.commit) == dataset),
                ops(o -> isReadBackNext(o, dataset)),
                ops(o -> isCutOffAt(o, dataset)))
            .flatMap(found -> found)
            .filter(o -> dataset.accepts(o.base(dataset)))
            .findFirst();
    late.ifPresent(
        op -> {
          StepBuilder.launch(sequence, op, Op.Call.commit, dataset);
          arrival(op, Op.Call.commit);
          dataset.change(op);
        });
    return late.isPresent() || repair(dataset) || fence(dataset);
  }

  /** A recovery reports later that it has landed. */
  private boolean isSeenLater(Op op, Dataset dataset) {
    return reported.isReportedPresent(op, dataset)
        && op.read(dataset) == dataset.head
        && (op.flight.get(Op.Call.commit) == dataset || isCutOffAt(op, dataset));
  }

  /** It has no more events, and may have made one commit that it did not report. */
  private static boolean isCutOffAt(Op op, Dataset dataset) {
    return op.hasNoMoreEvents() && op.committing() == dataset && op.launched != op.phase;
  }

  private static boolean isReadBackNext(Op op, Dataset dataset) {
    TraceEvent next = op.remaining.peek();
    return op.committing() == dataset
        && next != null
        && next.action() == Action.ReadBackTable
        && op.launched != op.phase;
  }

  /** Its writer reports later that it landed clean, which is possible only here. */
  private static boolean isExpectedNext(Op op, Dataset dataset) {
    return op.committing() == dataset
        && op.read(dataset) == dataset.head
        && op.remaining.peek() != null
        && op.remaining.peek().is("clean", true)
        && (op.launched != op.phase || op.flight.get(Op.Call.commit) == dataset);
  }

  private boolean repair(Dataset dataset) {
    Optional<Op> silent =
        ops(o ->
                o.hasNoMoreEvents()
                    && o.phase == Op.Phase.REPAIR
                    && o.done < o.datasets.size()
                    && o.plan().get(o.done) == dataset)
            .findFirst();
    silent.ifPresent(
        op -> {
          sequence.infer("RepairTable", op, null, Map.of());
          dataset.restore(op.pins.get(dataset));
          op.phase = Op.Phase.DONE;
        });
    return silent.isPresent();
  }

  private boolean fence(Dataset dataset) {
    Optional<SweepTrace> halted = withoutEvents(sweep -> sweep.fencing() == dataset).findFirst();
    halted.ifPresent(
        sweep -> {
          sequence.infer("SweepFenceTable", sweep.op, sweep, Map.of());
          dataset.restore(sweep.op.pins.getOrDefault(dataset, 0));
          sequence.crash(sweep);
        });
    return halted.isPresent();
  }

  private boolean arm(Op op) {
    boolean sent = op.flight.containsKey(Op.Call.arm);
    boolean readBackNext =
        op.remaining.peek() != null && op.remaining.peek().action() == Action.ReadBackSidecar;
    if (sent || op.phase == Op.Phase.ARM && (op.hasNoMoreEvents() || readBackNext)) {
      StepBuilder.launch(sequence, op, Op.Call.arm, null);
      arrival(op, Op.Call.arm);
      StepBuilder.arm(op);
      return true;
    }
    return false;
  }

  private boolean delete(Op op) {
    if (op.sidecar != Op.Sidecar.EXISTS || reported.reportsDelete(op)) {
      return false;
    }
    if (op.hasNoMoreEvents() && op.phase == Op.Phase.CLEANUP) {
      sequence.infer("DeleteSidecar", op, null, Map.of());
      op.phase = Op.Phase.DONE;
      op.sidecar = Op.Sidecar.GONE;
      return true;
    }
    Optional<SweepTrace> halted =
        withoutEvents(sweep -> sweep.op == op && sweep.phase == SweepTrace.Phase.DELETE)
            .findFirst();
    halted.ifPresent(
        sweep -> {
          sequence.infer("SweepDeleteSidecar", op, sweep, Map.of());
          sequence.free(sweep);
          op.sidecar = Op.Sidecar.GONE;
        });
    return halted.isPresent();
  }

  private boolean audit(Op op) {
    Optional<SweepTrace> halted =
        reported.reportsAudit(op)
            ? Optional.empty()
            : withoutEvents(sweep -> sweep.op == op && sweep.phase == SweepTrace.Phase.AUDIT)
                .findFirst();
    halted.ifPresent(
        sweep -> {
          sequence.infer("SweepAudit", op, sweep, Map.of());
          op.audited = true;
          sequence.crash(sweep);
        });
    return halted.isPresent();
  }
}
