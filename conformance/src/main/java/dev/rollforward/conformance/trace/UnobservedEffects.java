package dev.rollforward.conformance.trace;

import dev.rollforward.engine.Action;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds what nobody tells of but an event needs: the late effect of a call without an answer, or
 * the last one of a process that tells no more. Only where no event tells of it; TLC checks each.
 */
final class UnobservedEffects {
  private final StoreState world;
  private final ReportedEffects claims;
  private final StepSequence script;

  UnobservedEffects(StoreState world, ReportedEffects claims, StepSequence script) {
    this.world = world;
    this.claims = claims;
    this.script = script;
  }

  /** Takes one step that brings {@code event} nearer; false if there is none. */
  boolean help(TraceEvent event) {
    Op op = world.op(event);
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

  /** A manifest forgets only decisions whose sidecar is gone. */
  private boolean tidy(TraceEvent put) {
    Set<Integer> kept = world.numbers(put.list("decisions"));
    return !put.isPut("LOST")
        && ops(o -> world.decisions.contains(o.number) && !kept.contains(o.number))
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
    return world.company.ops.values().stream().filter(filter);
  }

  private Stream<SweepTrace> abandoned(Predicate<SweepTrace> filter) {
    return script.held().stream().filter(pass -> pass.coming == 0).filter(filter);
  }

  private boolean advanceManifest() {
    int next = world.manifest + 1;
    if (claims.tellsOfManifest(next) || !claims.manifestIsFree(world.manifest)) {
      return false;
    }
    Optional<Op> sent =
        ops(o -> o.flight.containsKey(Op.Call.publish) && o.publishing.number("manifest") == next)
            .findFirst();
    if (sent.isPresent()) {
      publish(sent.get());
      return true;
    }
    Optional<SweepTrace> putting =
        abandoned(p -> p.isPutting() && p.readVersion == world.manifest).findFirst();
    if (putting.isPresent()) {
      decide(putting.get());
      return true;
    }
    Optional<Op> silent =
        ops(o -> o.isSilent() && o.phase == Op.Phase.PUBLISH && o.launched != o.phase).findFirst();
    silent.ifPresent(
        op -> {
          StepBuilder.launch(script, op, Op.Call.publish, null);
          publish(op);
        });
    return silent.isPresent();
  }

  private void publish(Op op) {
    arrive(op, Op.Call.publish);
    world.put(op);
    forget(op.publishing);
  }

  /** Of a put that nobody tells of it is not known what it forgets; whoever puts next will say. */
  private void forget(TraceEvent put) {
    if (put != null) {
      script.forget(StepBuilder.forget(world, world.numbers(put.list("decisions"))));
    }
  }

  private void decide(SweepTrace pass) {
    boolean forward = pass.phase == SweepTrace.Phase.ROLLFORWARD;
    script.guess(forward ? "SweepRollForward" : "SweepRollBack", pass.op, pass, Map.of());
    world.put(pass.op);
    forget(pass.unanswered);
    pass.phase = forward ? SweepTrace.Phase.AUDIT : SweepTrace.Phase.FENCE;
    script.crash(pass);
  }

  private void arrive(Op op, Op.Call call) {
    script.guess("Arrive", op, null, Map.of("call", '"' + call.name() + '"'));
    op.flight.remove(call);
  }

  private boolean advance(Dataset dataset) {
    if (claims.tellsOfNext(dataset) || !claims.headIsFree(dataset)) {
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
          StepBuilder.launch(script, op, Op.Call.commit, dataset);
          arrive(op, Op.Call.commit);
          dataset.change(op);
        });
    return late.isPresent() || repair(dataset) || fence(dataset);
  }

  /** A sweep will find that it has landed. */
  private boolean isSeenLater(Op op, Dataset dataset) {
    return claims.isSeen(op, dataset)
        && op.base(dataset) == dataset.head
        && (op.flight.get(Op.Call.commit) == dataset || isCutOffAt(op, dataset));
  }

  /** It tells no more, and may have made one commit that it did not tell of. */
  private static boolean isCutOffAt(Op op, Dataset dataset) {
    return op.isSilent() && op.committing() == dataset && op.launched != op.phase;
  }

  private static boolean isReadBackNext(Op op, Dataset dataset) {
    TraceEvent next = op.coming.peek();
    return op.committing() == dataset
        && next != null
        && next.action() == Action.ReadBackTable
        && op.launched != op.phase;
  }

  /** Its writer will find that it has landed clean, which it can do here only. */
  private static boolean isExpectedNext(Op op, Dataset dataset) {
    return op.committing() == dataset
        && op.base(dataset) == dataset.head
        && op.coming.peek() != null
        && op.coming.peek().is("clean", true)
        && (op.launched != op.phase || op.flight.get(Op.Call.commit) == dataset);
  }

  private boolean repair(Dataset dataset) {
    Optional<Op> silent =
        ops(o ->
                o.isSilent()
                    && o.phase == Op.Phase.REPAIR
                    && o.done < o.datasets.size()
                    && o.plan().get(o.done) == dataset)
            .findFirst();
    silent.ifPresent(
        op -> {
          script.guess("RepairTable", op, null, Map.of());
          dataset.restore(op.pins.get(dataset));
          op.phase = Op.Phase.DONE;
        });
    return silent.isPresent();
  }

  private boolean fence(Dataset dataset) {
    Optional<SweepTrace> halted = abandoned(pass -> pass.fencing() == dataset).findFirst();
    halted.ifPresent(
        pass -> {
          script.guess("SweepFenceTable", pass.op, pass, Map.of());
          dataset.restore(pass.op.pins.getOrDefault(dataset, 0));
          script.crash(pass);
        });
    return halted.isPresent();
  }

  private boolean arm(Op op) {
    boolean sent = op.flight.containsKey(Op.Call.arm);
    boolean readBackNext =
        op.coming.peek() != null && op.coming.peek().action() == Action.ReadBackSidecar;
    if (sent || op.phase == Op.Phase.ARM && (op.isSilent() || readBackNext)) {
      StepBuilder.launch(script, op, Op.Call.arm, null);
      arrive(op, Op.Call.arm);
      StepBuilder.arm(op);
      return true;
    }
    return false;
  }

  private boolean delete(Op op) {
    if (op.sidecar != Op.Sidecar.STANDS || claims.tellsOfDelete(op)) {
      return false;
    }
    if (op.isSilent() && op.phase == Op.Phase.CLEANUP) {
      script.guess("DeleteSidecar", op, null, Map.of());
      op.phase = Op.Phase.DONE;
      op.sidecar = Op.Sidecar.GONE;
      return true;
    }
    Optional<SweepTrace> halted =
        abandoned(pass -> pass.op == op && pass.phase == SweepTrace.Phase.DELETE).findFirst();
    halted.ifPresent(
        pass -> {
          script.guess("SweepDeleteSidecar", op, pass, Map.of());
          script.free(pass);
          op.sidecar = Op.Sidecar.GONE;
        });
    return halted.isPresent();
  }

  private boolean audit(Op op) {
    Optional<SweepTrace> halted =
        claims.tellsOfAudit(op)
            ? Optional.empty()
            : abandoned(pass -> pass.op == op && pass.phase == SweepTrace.Phase.AUDIT).findFirst();
    halted.ifPresent(
        pass -> {
          script.guess("SweepAudit", op, pass, Map.of());
          op.audited = true;
          script.crash(pass);
        });
    return halted.isPresent();
  }
}
