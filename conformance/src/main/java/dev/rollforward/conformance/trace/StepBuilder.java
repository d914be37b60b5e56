package dev.rollforward.conformance.trace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Puts the next event into the script, and has its effect on the world. */
final class StepBuilder {
  private final StoreState world;
  private final ReportedEffects claims;
  private final StepSequence script;
  private final SweepTraces passes;

  StepBuilder(StoreState world, ReportedEffects claims, StepSequence script, SweepTraces passes) {
    this.world = world;
    this.claims = claims;
    this.script = script;
    this.passes = passes;
  }

  /**
   * @param weak whether facts may be left out whose reads did not see one moment
   */
  void place(TraceEvent event, boolean weak) {
    Op op = world.op(event);
    claims.remove(event, op);
    if (event.isSweep()) {
      SweepTrace pass = passes.of(event);
      pass.coming--;
      new SweepStepBuilder(world, claims, script).place(event, op, pass, weak);
    } else {
      op.coming.poll();
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
    script.logged(event, event.action().name(), op, null, facts);
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
        op.datasets.entrySet().stream()
            .map(table -> table.getValue().number + " :> " + pins.get(table.getKey()))
            .collect(Collectors.joining(" @@ ", "(", ")"));
    op.readVersion = event.number("manifest");
    op.done = 0;
    op.phase = Op.Phase.PREPARE;
    op.datasets.forEach(
        (name, dataset) -> op.pins.put(dataset, pins.getOrDefault(name, 0L).intValue()));
    log(
        event,
        op,
        Map.of(
            "manifest",
            number(event, "manifest"),
            "pins",
            op.datasets.isEmpty() ? "<<>>" : function));
  }

  private void prepareTable(TraceEvent event, Op op, boolean weak) {
    Map<String, String> facts = onTable(event, op);
    if (event.has("base")) {
      facts.put("base", number(event, "base"));
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
    boolean manifest = !weak || world.manifest == event.number("manifest");
    if (head) {
      facts.put("head", number(event, "head"));
    }
    if (manifest) {
      facts.put("manifest", number(event, "manifest"));
    }
    if (head && manifest && event.has("blockers")) {
      facts.put("blockers", TraceStep.set(world.numbers(event.list("blockers"))));
    }
    if (!head || !manifest) {
      script.omit();
    }
  }

  private void refuse(TraceEvent event, Op op) {
    Map<String, String> facts = onTable(event, op);
    facts.put("pin", number(event, "pin"));
    boolean demanded = event.has("required") && event.number("required") > 0;
    boolean otherwise = demanded && event.number("required") != event.number("pin");
    script.logged(event, otherwise ? "RefuseDemand" : "Refuse", op, null, facts);
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
            .map(name -> op.datasets.containsKey(name) ? op.datasets.get(name).number : 0)
            .map(String::valueOf)
            .toList();
    log(event, op, Map.of("tables", "<<" + String.join(", ", tables) + ">>"));
    arm(op);
    op.phase = Op.Phase.COMMIT;
    op.done = 0;
  }

  static void arm(Op op) {
    op.sidecar = Op.Sidecar.STANDS;
  }

  /** The call whose answer it waited for was sent some time before. */
  private void readBackSidecar(TraceEvent event, Op op) {
    launch(script, op, Op.Call.arm, null);
    log(event, op, Map.of("stands", truth(event.is("stands", true))));
    op.phase = event.is("stands", true) ? Op.Phase.COMMIT : Op.Phase.DONE;
    op.done = 0;
  }

  /** Sends a call whose answer gets lost, if that was not done yet. */
  static void launch(StepSequence script, Op op, Op.Call call, Dataset dataset) {
    boolean due =
        switch (call) {
          case arm -> op.phase == Op.Phase.ARM;
          case commit -> op.phase == Op.Phase.COMMIT;
          case publish -> op.phase == Op.Phase.PUBLISH;
        };
    if (due && op.launched != op.phase) {
      script.guess("LoseAnswer", op, null, Map.of());
      op.launched = op.phase;
      op.flight.put(call, dataset);
    }
  }

  private void commitTable(TraceEvent event, Op op) {
    Map<String, String> facts = onTable(event, op);
    Dataset dataset = op.dataset(event);
    if (event.has("failed")) {
      // It got no answer, and its writer takes it for one that has not landed.
      launch(script, op, Op.Call.commit, dataset);
      script.logged(event, "ReadBackTable", op, null, Map.of("clean", "FALSE"));
      giveUp(op);
      return;
    }
    facts.put(
        event.has("refused") ? "refused" : "landed",
        event.has("refused") ? "TRUE" : number(event, "landed"));
    log(event, op, facts);
    boolean clean = event.has("landed") && event.number("landed") == op.base(dataset) + 1;
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
    launch(script, op, Op.Call.commit, op.dataset(event));
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
      script.logged(
          event, "PublishUnanswered", op, null, Map.of("manifest", number(event, "manifest")));
      op.flight.put(Op.Call.publish, null);
      op.publishing = event;
      giveUp(op);
    } else {
      put(world, script, event, op, null);
      op.phase = Op.Phase.CLEANUP;
    }
  }

  /** A manifest that stands. */
  static void put(StoreState world, StepSequence script, TraceEvent event, Op op, SweepTrace pass) {
    SortedSet<Integer> kept = world.numbers(event.list("decisions"));
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("manifest", number(event, "manifest"));
    facts.put("answer", text(event, "answer"));
    facts.put("decisions", TraceStep.set(kept));
    world.put(op);
    script.put(event, op, pass, facts, forget(world, kept));
  }

  static SortedSet<Integer> forget(StoreState world, Set<Integer> kept) {
    SortedSet<Integer> forgotten = new TreeSet<>(world.decisions);
    forgotten.removeAll(kept);
    world.decisions.removeAll(forgotten);
    return forgotten;
  }

  /** A delete that failed is no step: its writer stands there for good. */
  private void deleteSidecar(TraceEvent event, Op op) {
    if (!event.has("failed")) {
      log(event, op, Map.of());
      op.sidecar = Op.Sidecar.GONE;
      op.phase = Op.Phase.DONE;
    }
  }
}
