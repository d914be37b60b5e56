package dev.rollforward.conformance.trace;

import dev.rollforward.Action;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Tells which events are of the same sweep: a process sweeps over one operation at a time, after it
 * may have listed several.
 */
final class Passes {
  private final Map<TraceEvent, Pass> passes = new IdentityHashMap<>();
  private final Map<String, Map<Op, Pass>> listed = new HashMap<>();
  private final Map<String, Pass> current = new HashMap<>();

  Passes(Cast.Company company) {
    company.trace.events().stream()
        .filter(TraceEvent::isSweep)
        .forEach(event -> add(event, company.op(event)));
  }

  Pass of(TraceEvent event) {
    return passes.get(event);
  }

  private void add(TraceEvent event, Op op) {
    Map<Op, Pass> known = listed.computeIfAbsent(event.process(), process -> new HashMap<>());
    Pass pass = current.get(event.process());
    if (event.action() == Action.SweepListSidecars) {
      pass = new Pass(op);
      known.put(op, pass);
    } else if (event.action() == Action.SweepReadManifest) {
      Pass begun = known.remove(op);
      pass = begun == null ? new Pass(op) : begun;
      current.put(event.process(), pass);
    } else if (pass == null || pass.op != op) {
      // Nothing of it was told: TLC will say so.
      pass = new Pass(op);
      current.put(event.process(), pass);
    }
    pass.coming++;
    passes.put(event, pass);
    if (event.isPut("LOST") || event.isPut("UNKNOWN")) {
      current.remove(event.process());
    }
  }
}
