package dev.rollforward.conformance.trace;

import dev.rollforward.Action;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Assigns events to sweeps: a process recovers one operation at a time, after it may have listed
 * several.
 */
final class SweepTraces {
  private final Map<TraceEvent, SweepTrace> sweeps = new IdentityHashMap<>();
  private final Map<String, Map<Op, SweepTrace>> listed = new HashMap<>();
  private final Map<String, SweepTrace> current = new HashMap<>();

  SweepTraces(Participants.GroupParticipants group) {
    group.trace.events().stream()
        .filter(TraceEvent::isSweep)
        .forEach(event -> add(event, group.op(event)));
  }

  SweepTrace of(TraceEvent event) {
    return sweeps.get(event);
  }

  private void add(TraceEvent event, Op op) {
    Map<Op, SweepTrace> known = listed.computeIfAbsent(event.process(), process -> new HashMap<>());
    SweepTrace sweep = current.get(event.process());
    if (event.action() == Action.SweepListSidecars) {
      sweep = new SweepTrace(op);
      known.put(op, sweep);
    } else if (event.action() == Action.SweepReadManifest) {
      SweepTrace begun = known.remove(op);
      sweep = begun == null ? new SweepTrace(op) : begun;
      current.put(event.process(), sweep);
    } else if (sweep == null || sweep.op != op) {
      // Its beginning is not in the trace: TLC will reject it.
      sweep = new SweepTrace(op);
      current.put(event.process(), sweep);
    }
    sweep.remaining++;
    sweeps.put(event, sweep);
    if (event.isPut("LOST") || event.isPut("UNKNOWN")) {
      current.remove(event.process());
    }
  }
}
