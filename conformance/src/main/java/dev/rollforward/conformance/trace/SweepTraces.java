package dev.rollforward.conformance.trace;

import dev.rollforward.engine.Action;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Tells which events are of the same sweep: a process sweeps over one operation at a time, after it
 * may have listed several.
 */
final class SweepTraces {
  private final Map<TraceEvent, SweepTrace> passes = new IdentityHashMap<>();
  private final Map<String, Map<Op, SweepTrace>> listed = new HashMap<>();
  private final Map<String, SweepTrace> current = new HashMap<>();

  SweepTraces(Participants.GroupParticipants company) {
    company.trace.events().stream()
        .filter(TraceEvent::isSweep)
        .forEach(event -> add(event, company.op(event)));
  }

  SweepTrace of(TraceEvent event) {
    return passes.get(event);
  }

  private void add(TraceEvent event, Op op) {
    Map<Op, SweepTrace> known = listed.computeIfAbsent(event.process(), process -> new HashMap<>());
    SweepTrace pass = current.get(event.process());
    if (event.action() == Action.SweepListSidecars) {
      pass = new SweepTrace(op);
      known.put(op, pass);
    } else if (event.action() == Action.SweepReadManifest) {
      SweepTrace begun = known.remove(op);
      pass = begun == null ? new SweepTrace(op) : begun;
      current.put(event.process(), pass);
    } else if (pass == null || pass.op != op) {
      // Nothing of it was told: TLC will say so.
      pass = new SweepTrace(op);
      current.put(event.process(), pass);
    }
    pass.coming++;
    passes.put(event, pass);
    if (event.isPut("LOST") || event.isPut("UNKNOWN")) {
      current.remove(event.process());
    }
  }
}
