package dev.rollforward.conformance.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The steps that TLC has to take, and which sweep of the model takes each. */
final class StepSequence {
  private final List<TraceStep> steps = new ArrayList<>();
  private final List<SweepTrace> slots = new ArrayList<>();
  private int omitted;

  List<TraceStep> steps() {
    return steps;
  }

  /** The largest number of sweeps that are active at a time. */
  int sweeps() {
    return slots.size();
  }

  /** How many events have facts that are not compared, as they were read at different moments. */
  int omitted() {
    return omitted;
  }

  void omit() {
    omitted++;
  }

  void logged(TraceEvent event, String action, Op op, SweepTrace sweep, Map<String, String> facts) {
    add(action, op, sweep, facts, new TreeSet<>(), Optional.of(event));
  }

  void put(
      TraceEvent event,
      Op op,
      SweepTrace sweep,
      Map<String, String> facts,
      SortedSet<Integer> forgets) {
    add(event.action().name(), op, sweep, facts, forgets, Optional.of(event));
    forget(forgets);
  }

  void forget(SortedSet<Integer> forgets) {
    for (int number : forgets) {
      steps.add(
          new TraceStep("ForgetDecision", number, 0, Map.of(), new TreeSet<>(), Optional.empty()));
    }
  }

  void infer(String action, Op op, SweepTrace sweep, Map<String, String> facts) {
    add(action, op, sweep, facts, new TreeSet<>(), Optional.empty());
  }

  private void add(
      String action,
      Op op,
      SweepTrace sweep,
      Map<String, String> facts,
      SortedSet<Integer> forgets,
      Optional<TraceEvent> event) {
    int slot = sweep == null ? 0 : slot(sweep);
    steps.add(new TraceStep(action, op.number, slot, new LinkedHashMap<>(facts), forgets, event));
  }

  private int slot(SweepTrace sweep) {
    if (sweep.slot == 0) {
      int free = slots.indexOf(null);
      if (free < 0) {
        slots.add(sweep);
        free = slots.size() - 1;
      } else {
        slots.set(free, sweep);
      }
      sweep.slot = free + 1;
    }
    return sweep.slot;
  }

  /** The sweep has finished. */
  void free(SweepTrace sweep) {
    sweep.phase = SweepTrace.Phase.IDLE;
    if (sweep.slot > 0) {
      slots.set(sweep.slot - 1, null);
      sweep.slot = 0;
    }
  }

  /** The sweep has ended because its process died or gave it up. */
  void crash(SweepTrace sweep) {
    if (sweep.slot > 0 && sweep.phase != SweepTrace.Phase.IDLE) {
      infer("CrashSweep", sweep.op, sweep, Map.of());
    }
    free(sweep);
  }

  /** The sweeps that have not ended. */
  List<SweepTrace> active() {
    List<SweepTrace> active = new ArrayList<>(slots);
    active.removeIf(sweep -> sweep == null);
    return active;
  }
}
