package dev.rollforward.conformance.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The steps that TLC has to take, and the sweeps of the model that take them. */
final class StepSequence {
  private final List<TraceStep> steps = new ArrayList<>();
  private final List<SweepTrace> slots = new ArrayList<>();
  private int omitted;

  List<TraceStep> steps() {
    return steps;
  }

  /** How many sweeps there are at a time. */
  int sweeps() {
    return slots.size();
  }

  /** Facts that are not compared, as the reads of their event did not see one moment. */
  int omitted() {
    return omitted;
  }

  void omit() {
    omitted++;
  }

  void logged(TraceEvent event, String action, Op op, SweepTrace pass, Map<String, String> facts) {
    add(action, op, pass, facts, new TreeSet<>(), Optional.of(event));
  }

  void put(
      TraceEvent event,
      Op op,
      SweepTrace pass,
      Map<String, String> facts,
      SortedSet<Integer> forgets) {
    add(event.action().name(), op, pass, facts, forgets, Optional.of(event));
    forget(forgets);
  }

  void forget(SortedSet<Integer> forgets) {
    for (int number : forgets) {
      steps.add(
          new TraceStep("ForgetDecision", number, 0, Map.of(), new TreeSet<>(), Optional.empty()));
    }
  }

  void guess(String action, Op op, SweepTrace pass, Map<String, String> facts) {
    add(action, op, pass, facts, new TreeSet<>(), Optional.empty());
  }

  private void add(
      String action,
      Op op,
      SweepTrace pass,
      Map<String, String> facts,
      SortedSet<Integer> forgets,
      Optional<TraceEvent> event) {
    int slot = pass == null ? 0 : slot(pass);
    steps.add(new TraceStep(action, op.number, slot, new LinkedHashMap<>(facts), forgets, event));
  }

  private int slot(SweepTrace pass) {
    if (pass.slot == 0) {
      int free = slots.indexOf(null);
      if (free < 0) {
        slots.add(pass);
        free = slots.size() - 1;
      } else {
        slots.set(free, pass);
      }
      pass.slot = free + 1;
    }
    return pass.slot;
  }

  /** The sweep is over, of itself. */
  void free(SweepTrace pass) {
    pass.phase = SweepTrace.Phase.IDLE;
    if (pass.slot > 0) {
      slots.set(pass.slot - 1, null);
      pass.slot = 0;
    }
  }

  /** The sweep is over, as its process died or left it. */
  void crash(SweepTrace pass) {
    if (pass.slot > 0 && pass.phase != SweepTrace.Phase.IDLE) {
      guess("CrashSweep", pass.op, pass, Map.of());
    }
    free(pass);
  }

  /** The sweeps that hold a place. */
  List<SweepTrace> held() {
    List<SweepTrace> held = new ArrayList<>(slots);
    held.removeIf(pass -> pass == null);
    return held;
  }
}
