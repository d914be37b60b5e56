package dev.rollforward.conformance.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts the next event of a sweep into the script, and has its effect on the world. */
final class SweepStepBuilder {
  private final StoreState world;
  private final ReportedEffects claims;
  private final StepSequence script;

  SweepStepBuilder(StoreState world, ReportedEffects claims, StepSequence script) {
    this.world = world;
    this.claims = claims;
    this.script = script;
  }

  void place(TraceEvent event, Op op, SweepTrace pass, boolean weak) {
    switch (event.action()) {
      case SweepListSidecars -> {
        log(event, op, pass, Map.of());
        pass.phase = SweepTrace.Phase.LISTED;
      }
      case SweepReadManifest -> readManifest(event, op, pass);
      case SweepClassify -> classify(event, op, pass, weak);
      case SweepRollForward, SweepRollBack -> decide(event, op, pass);
      case SweepFenceTable -> fence(event, op, pass);
      case SweepAudit -> {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("verdict", StepBuilder.text(event, "verdict"));
        facts.put("created", StepBuilder.truth(event.is("created", true)));
        log(event, op, pass, facts);
        op.audited = true;
        pass.phase = SweepTrace.Phase.DELETE;
      }
      case SweepDeleteSidecar -> {
        log(event, op, pass, Map.of());
        op.sidecar = Op.Sidecar.GONE;
        script.free(pass);
      }
      default -> throw new IllegalStateException(event.action().name());
    }
  }

  private void log(TraceEvent event, Op op, SweepTrace pass, Map<String, String> facts) {
    script.logged(event, event.action().name(), op, pass, facts);
  }

  private void readManifest(TraceEvent event, Op op, SweepTrace pass) {
    log(event, op, pass, Map.of("manifest", StepBuilder.number(event, "manifest")));
    pass.readVersion = event.number("manifest");
    pass.phase = SweepTrace.Phase.READ;
  }

  private void classify(TraceEvent event, Op op, SweepTrace pass, boolean weak) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("finding", StepBuilder.text(event, "finding"));
    if (event.has("verdict")) {
      facts.put("verdict", StepBuilder.text(event, "verdict"));
    }
    if (event.has("landed")) {
      addLanded(event, op, facts, weak);
    }
    log(event, op, pass, facts);
    switch (event.text("finding")) {
      case "complete" -> pass.phase = SweepTrace.Phase.ROLLFORWARD;
      case "incomplete" -> pass.phase = SweepTrace.Phase.ROLLBACK;
      case "decided" ->
          pass.phase =
              event.is("verdict", "COMMITTED") ? SweepTrace.Phase.AUDIT : SweepTrace.Phase.FENCE;
      default -> script.free(pass);
    }
  }

  /** Left out only if all of it does land: tables are read one after another. */
  private void addLanded(TraceEvent event, Op op, Map<String, String> facts, boolean weak) {
    Set<String> seen = Set.copyOf(event.list("landed"));
    boolean lands =
        op.datasets.entrySet().stream()
            .filter(table -> seen.contains(table.getKey()))
            .map(Map.Entry::getValue)
            .allMatch(d -> op.hasLanded(d) || claims.tellsOf(d, op.base(d) + 1));
    if (weak && lands && !Enabledness.landed(op).equals(seen)) {
      script.omit();
      return;
    }
    TreeSet<Integer> numbers = new TreeSet<>();
    seen.forEach(
        name -> numbers.add(op.datasets.containsKey(name) ? op.datasets.get(name).number : 0));
    facts.put("landed", TraceStep.set(numbers));
  }

  private void decide(TraceEvent event, Op op, SweepTrace pass) {
    if (event.isPut("WON")) {
      StepBuilder.put(world, script, event, op, pass);
      boolean forward = event.action().name().equals("SweepRollForward");
      pass.phase = forward ? SweepTrace.Phase.AUDIT : SweepTrace.Phase.FENCE;
    } else if (event.isPut("LOST")) {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("manifest", StepBuilder.number(event, "manifest"));
      facts.put("answer", StepBuilder.text(event, "answer"));
      log(event, op, pass, facts);
      script.free(pass);
    } else {
      script.logged(
          event,
          "DecideUnanswered",
          op,
          pass,
          Map.of("manifest", StepBuilder.number(event, "manifest")));
      pass.unanswered = event;
    }
  }

  private void fence(TraceEvent event, Op op, SweepTrace pass) {
    Map<String, String> facts = StepBuilder.onTable(event, op);
    if (event.has("fenced")) {
      facts.put("fenced", StepBuilder.truth(event.is("fenced", true)));
    } else {
      facts.put("restored", StepBuilder.number(event, "restored"));
      facts.put("landed", StepBuilder.number(event, "landed"));
    }
    log(event, op, pass, facts);
    if (!event.has("fenced") && op.dataset(event) != null) {
      op.dataset(event).restore(event.number("restored"));
    }
    pass.fenced++;
    pass.phase =
        pass.fenced >= op.datasets.size() ? SweepTrace.Phase.AUDIT : SweepTrace.Phase.FENCE;
  }
}
