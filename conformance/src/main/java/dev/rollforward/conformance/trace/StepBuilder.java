package dev.rollforward.conformance.trace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Appends the step of an event to the sequence, and applies its effect to the state. */
final class StepBuilder {
  private final StoreState state;
  private final ReportedEffects reported;
  private final StepSequence sequence;
  private final SweepTraces sweeps;

  StepBuilder(
      StoreState state, ReportedEffects reported, StepSequence sequence, SweepTraces sweeps) {
    this.state = state;
    this.reported = reported;
    this.sequence = sequence;
    this.sweeps = sweeps;
  }

  /**
   * @param weak whether facts may be omitted that were read at different moments
   */
  void place(TraceEvent event, boolean weak) {
    Op op = state.op(event);
    reported.remove(event, op);
    if (event.isSweep()) {
      SweepTrace sweep = sweeps.of(event);
      sweep.remaining--;
      new SweepStepBuilder(state, reported, sequence).place(event, op, sweep, weak);
    } else {
      op.remaining.poll();
      write(event, op, weak);
    }
  }

  private void write(TraceEvent event, Op op, boolean weak) {
    switch (event.action()) {
      case ReadManifest -> readManifest(event, op);
      case PrepareTable -> prepareTable(event, op, weak);
      case Refuse -> refuse(event, op);
      case Restart -> restart(event, op, weak);
      case RepairTable -> repairTable(event, op);
      case ArmSidecar -> armSidecar(event, op);
      case ReadBackSidecar -> readBackSidecar(event, op);
      case CommitTable -> commitTable(event, op);
      case ReadBackTable -> readBackTable(event, op);
      case Publish -> publish(event, op);
      case LosePublish -> {
        log(event, op, Map.of("manifest", number(event, "manifest")));
        op.phase = Op.Phase.CONVERGE;
      }
      case Converge -> {
        log(event, op, Map.of("verdict", text(event, "verdict")));
        op.phase = event.is("verdict", "COMMITTED") ? Op.Phase.CLEANUP : Op.Phase.DONE;
      }
      case DeleteSidecar -> deleteSidecar(event, op);
      default -> throw new IllegalStateException(event.action().name());
    }
  }

  private void log(TraceEvent event, Op op, Map<String, String> facts) {
    sequence.logged(event, event.action().name(), op, null, facts);
  }

  static String number(TraceEvent event, String fact) {
    return Integer.toString(event.number(fact));
  }

  static String text(TraceEvent event, String fact) {
    return '"' + event.text(fact) + '"';
  }

  static String truth(boolean truth) {
    return truth ? "TRUE" : "FALSE";
  }

  /** Facts of an event on one table; 0 for a table that its operation does not have. */
  static Map<String, String> onTable(TraceEvent event, Op op) {
    Dataset dataset = op.dataset(event);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("table", Integer.toString(dataset == null ? 0 : dataset.number));
    return facts;
  }

  private void readManifest(TraceEvent event, Op op) {
    Map<String, Long> pins = event.map("pins");
    String function =
        Stream.concat(op.datasets.entrySet().stream(), op.reads.entrySet().stream())
            .map(table -> table.getValue().number + " :> " + pins.get(table.getKey()))
            .collect(Collectors.joining(" @@ ", "(", ")"));
    op.readVersion = event.number("manifest");
    op.done = 0;
    op.phase = op.commits.isEmpty() ? Op.Phase.ARM : Op.Phase.PREPARE;
    op.datasets.forEach(
        (name, dataset) -> op.pins.put(dataset, pins.getOrDefault(name, 0L).intValue()));
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("manifest", number(event, "manifest"));
    facts.put("pins", op.datasets.isEmpty() && op.reads.isEmpty() ? "<<>>" : function);
    if (op.source.isPresent()) {
      facts.put("takenIn", Integer.toString(InitialState.takenIn(event)));
    }
    log(event, op, facts);
  }

  private void prepareTable(TraceEvent event, Op op, boolean weak) {
    Map<String, String> facts = onTable(event, op);
    if (event.has("base")) {
      facts.put("base", number(event, "base"));
      if (event.has("remembered")) {
        facts.put("remembered", "TRUE");
      }
      op.bases.put(op.dataset(event), event.number("base"));
      op.done++;
      op.phase = op.done == op.datasets.size() ? Op.Phase.ARM : Op.Phase.PREPARE;
      op.done = op.phase == Op.Phase.ARM ? 0 : op.done;
    } else {
      facts.put("repair", "TRUE");
      addReads(event, op, facts, weak);
      op.phase = Op.Phase.REPAIR;
    }
    log(event, op, facts);
  }

  private void addReads(TraceEvent event, Op op, Map<String, String> facts, boolean weak) {
    boolean head = !weak || op.dataset(event).head == event.number("head");
    boolean manifest = !weak || state.manifest == event.number("manifest");
    if (head) {
      facts.put("head", number(event, "head"));
    }
    if (manifest) {
      facts.put("manifest", number(event, "manifest"));
    }
    if (head && manifest && event.has("blockers")) {
      facts.put("blockers", TraceStep.set(state.numbers(event.list("blockers"))));
    }
    if (!head || !manifest) {
      sequence.omit();
    }
  }

  private void refuse(TraceEvent event, Op op) {
    if (event.has("source") || op.isNewName(event.table().orElseThrow())) {
      log(event, op, Map.of());
      op.phase = Op.Phase.DONE;
      return;
    }
    Map<String, String> facts = onTable(event, op);
    facts.put("pin", number(event, "pin"));
    boolean demanded = event.has("required") && event.number("required") > 0;
    boolean otherwise = demanded && event.number("required") != event.number("pin");
    sequence.logged(event, otherwise ? "RefuseDemand" : "Refuse", op, null, facts);
    op.phase = Op.Phase.DONE;
  }

  private void restart(TraceEvent event, Op op, boolean weak) {
    Map<String, String> facts = onTable(event, op);
    addReads(event, op, facts, weak);
    log(event, op, facts);
    op.phase = Op.Phase.START;
  }

  private void repairTable(TraceEvent event, Op op) {
    Map<String, String> facts = onTable(event, op);
    facts.put("restored", number(event, "restored"));
    facts.put("landed", number(event, "landed"));
    log(event, op, facts);
    if (op.dataset(event) != null) {
      op.dataset(event).restore(event.number("restored"));
    }
    op.phase = Op.Phase.START;
  }

  private void armSidecar(TraceEvent event, Op op) {
    List<String> tables =
        event.list("tables").stream()
            .filter(name -> op.commitsTo(name) || op.dataset(name) == null)
            .map(name -> op.datasets.containsKey(name) ? op.datasets.get(name).number : 0)
            .map(String::valueOf)
            .toList();
    log(event, op, Map.of("tables", "<<" + String.join(", ", tables) + ">>"));
    arm(op);
    op.phase = op.commits.isEmpty() ? Op.Phase.PUBLISH : Op.Phase.COMMIT;
    op.done = 0;
  }

  static void arm(Op op) {
    op.sidecar = Op.Sidecar.EXISTS;
  }

  /** The call that got no answer was sent some time before. */
  private void readBackSidecar(TraceEvent event, Op op) {
    launch(sequence, op, Op.Call.arm, null);
    log(event, op, Map.of("stands", truth(event.is("stands", true))));
    op.done = 0;
    if (event.is("stands", true)) {
      op.phase = op.commits.isEmpty() ? Op.Phase.PUBLISH : Op.Phase.COMMIT;
    } else {
      op.phase = op.commits.isEmpty() ? Op.Phase.ARM : Op.Phase.DONE;
      op.launched = null;
    }
  }

  /** Infers that a call was sent whose answer was lost, unless that is in the sequence. */
  static void launch(StepSequence sequence, Op op, Op.Call call, Dataset dataset) {
    boolean due =
        switch (call) {
          case arm -> op.phase == Op.Phase.ARM;
          case commit -> op.phase == Op.Phase.COMMIT;
          case publish -> op.phase == Op.Phase.PUBLISH;
        };
    if (due && op.launched != op.phase) {
      sequence.infer("LoseAnswer", op, null, Map.of());
      op.launched = op.phase;
      op.flight.put(call, dataset);
    }
  }

  private void commitTable(TraceEvent event, Op op) {
    Map<String, String> facts = onTable(event, op);
    Dataset dataset = op.dataset(event);
    if (event.has("failed")) {
      // It got no answer, and its writer treats it as not landed.
      launch(sequence, op, Op.Call.commit, dataset);
      sequence.logged(event, "ReadBackTable", op, null, Map.of("clean", "FALSE"));
      giveUp(op);
      return;
    }
    facts.put(
        event.has("refused") ? "refused" : "landed",
        event.has("refused") ? "TRUE" : number(event, "landed"));
    log(event, op, facts);
    boolean clean = event.has("landed") && event.number("landed") == op.read(dataset) + 1;
    if (event.has("landed") && dataset != null) {
      dataset.change(op);
    }
    if (clean) {
      op.committed();
    } else {
      giveUp(op);
    }
  }

  private static void giveUp(Op op) {
    op.phase = Op.Phase.CONVERGE;
    op.done = 0;
    op.launched = null;
  }

  private void readBackTable(TraceEvent event, Op op) {
    launch(sequence, op, Op.Call.commit, op.dataset(event));
    Map<String, String> facts = onTable(event, op);
    facts.put("clean", truth(event.is("clean", true)));
    facts.put("head", number(event, "head"));
    log(event, op, facts);
    if (event.is("clean", true)) {
      op.committed();
      op.launched = null;
    } else {
      giveUp(op);
    }
  }

  private void publish(TraceEvent event, Op op) {
    if (event.isPut("UNKNOWN")) {
      sequence.logged(
          event, "PublishUnanswered", op, null, Map.of("manifest", number(event, "manifest")));
      op.flight.put(Op.Call.publish, null);
      op.publishing = event;
      giveUp(op);
    } else {
      put(state, sequence, event, op, null);
      op.phase = Op.Phase.CLEANUP;
    }
  }

  /** A manifest was created. */
  static void put(
      StoreState state, StepSequence sequence, TraceEvent event, Op op, SweepTrace sweep) {
    SortedSet<Integer> kept = state.numbers(event.list("decisions"));
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("manifest", number(event, "manifest"));
    facts.put("answer", text(event, "answer"));
    facts.put("decisions", TraceStep.set(kept));
    state.put(op);
    sequence.put(event, op, sweep, facts, forget(state, kept));
  }

  static SortedSet<Integer> forget(StoreState state, Set<Integer> kept) {
    SortedSet<Integer> forgotten = new TreeSet<>(state.decisions);
    forgotten.removeAll(kept);
    state.decisions.removeAll(forgotten);
    return forgotten;
  }

  /** A failed delete is no step: its writer stops there. */
  private void deleteSidecar(TraceEvent event, Op op) {
    if (!event.has("failed")) {
      log(event, op, Map.of());
      op.sidecar = Op.Sidecar.GONE;
      op.phase = Op.Phase.DONE;
    }
  }
}
