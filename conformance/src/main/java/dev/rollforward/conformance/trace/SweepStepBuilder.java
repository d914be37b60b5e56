package dev.rollforward.conformance.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The same as {@link StepBuilder}, for the events of a sweep. */
final class SweepStepBuilder {
  private final StoreState state;
  private final ReportedEffects reported;
  private final StepSequence sequence;

  SweepStepBuilder(StoreState state, ReportedEffects reported, StepSequence sequence) {
    this.state = state;
    this.reported = reported;
    this.sequence = sequence;
  }

  void place(TraceEvent event, Op op, SweepTrace sweep, boolean weak) {
    switch (event.action()) {
      case SweepListSidecars -> {
        log(event, op, sweep, Map.of());
        sweep.phase = SweepTrace.Phase.LISTED;
      }
      case SweepReadManifest -> readManifest(event, op, sweep);
      case SweepClassify -> classify(event, op, sweep, weak);
      case SweepRollForward, SweepRollBack -> decide(event, op, sweep);
      case SweepFenceTable -> fence(event, op, sweep);
      case SweepAudit -> {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("verdict", StepBuilder.text(event, "verdict"));
        facts.put("created", StepBuilder.truth(event.is("created", true)));
        log(event, op, sweep, facts);
        op.audited = true;
        sweep.phase = SweepTrace.Phase.DELETE;
      }
      case SweepDeleteSidecar -> {
        log(event, op, sweep, Map.of());
        op.sidecar = Op.Sidecar.GONE;
        sequence.free(sweep);
      }
      default -> throw new IllegalStateException(event.action().name());
    }
  }

  private void log(TraceEvent event, Op op, SweepTrace sweep, Map<String, String> facts) {
    sequence.logged(event, event.action().name(), op, sweep, facts);
  }

  private void readManifest(TraceEvent event, Op op, SweepTrace sweep) {
    log(event, op, sweep, Map.of("manifest", StepBuilder.number(event, "manifest")));
    sweep.readVersion = event.number("manifest");
    sweep.phase = SweepTrace.Phase.READ;
  }

  private void classify(TraceEvent event, Op op, SweepTrace sweep, boolean weak) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("finding", StepBuilder.text(event, "finding"));
    if (event.has("verdict")) {
      facts.put("verdict", StepBuilder.text(event, "verdict"));
    }
    if (event.has("landed")) {
      addLanded(event, op, facts, weak);
    }
    log(event, op, sweep, facts);
    switch (event.text("finding")) {
      case "complete" -> sweep.phase = SweepTrace.Phase.ROLLFORWARD;
      case "incomplete" -> sweep.phase = SweepTrace.Phase.ROLLBACK;
      case "decided" ->
          sweep.phase =
              event.is("verdict", "COMMITTED") ? SweepTrace.Phase.AUDIT : SweepTrace.Phase.FENCE;
      default -> sequence.free(sweep);
    }
  }

  /** Omitted only if all of it does land: tables are read one after another. */
  private void addLanded(TraceEvent event, Op op, Map<String, String> facts, boolean weak) {
    Set<String> seen = Set.copyOf(event.list("landed"));
    boolean lands =
        op.datasets.entrySet().stream()
            .filter(table -> seen.contains(table.getKey()))
            .map(Map.Entry::getValue)
            .allMatch(d -> op.hasLanded(d) || reported.reports(d, op.base(d) + 1));
    if (weak && lands && !Enabledness.landed(op).equals(seen)) {
      sequence.omit();
      return;
    }
    TreeSet<Integer> numbers = new TreeSet<>();
    seen.forEach(
        name -> numbers.add(op.datasets.containsKey(name) ? op.datasets.get(name).number : 0));
    facts.put("landed", TraceStep.set(numbers));
  }

  private void decide(TraceEvent event, Op op, SweepTrace sweep) {
    if (event.isPut("WON")) {
      StepBuilder.put(state, sequence, event, op, sweep);
      boolean forward = event.action().name().equals("SweepRollForward");
      sweep.phase = forward ? SweepTrace.Phase.AUDIT : SweepTrace.Phase.FENCE;
    } else if (event.isPut("LOST")) {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("manifest", StepBuilder.number(event, "manifest"));
      facts.put("answer", StepBuilder.text(event, "answer"));
      log(event, op, sweep, facts);
      sequence.free(sweep);
    } else {
      sequence.logged(
          event,
          "DecideUnanswered",
          op,
          sweep,
          Map.of("manifest", StepBuilder.number(event, "manifest")));
      sweep.unanswered = event;
      sweep.readVersion = event.number("manifest") - 1;
    }
  }

  private void fence(TraceEvent event, Op op, SweepTrace sweep) {
    Map<String, String> facts = StepBuilder.onTable(event, op);
    if (event.has("fenced")) {
      facts.put("fenced", StepBuilder.truth(event.is("fenced", true)));
    } else {
      facts.put("restored", StepBuilder.number(event, "restored"));
      facts.put("landed", StepBuilder.number(event, "landed"));
    }
    log(event, op, sweep, facts);
    if (!event.has("fenced") && op.dataset(event) != null) {
      op.dataset(event).restore(event.number("restored"));
    }
    sweep.fenced++;
    sweep.phase =
        sweep.fenced >= op.datasets.size() ? SweepTrace.Phase.AUDIT : SweepTrace.Phase.FENCE;
  }
}
