package dev.rollforward.spec.report;

import dev.rollforward.spec.tlc.TlcResult;
import dev.rollforward.spec.trace.Trace;
import dev.rollforward.spec.trace.TraceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Turns TLC's results into the flat records of a JSON report. */
final class JsonResults {
  private JsonResults() {}

  static JsonReport.Result of(RunOutcome outcome) {
    TlcResult result = outcome.result();
    if (result instanceof TlcResult.Violated violated) {
      String what = violated.kind().name().toLowerCase(Locale.ROOT);
      return result(outcome, "violated", violated.suspects(), what, violated.message(), null);
    }
    if (result instanceof TlcResult.Held held) {
      return result(outcome, "held", null, null, null, held.collisionProbability());
    }
    if (result instanceof TlcResult.Sampled) {
      return result(outcome, "sampled", null, null, null, null);
    }
    if (result instanceof TlcResult.Unfinished unfinished) {
      return result(outcome, "unfinished", null, null, unfinished.reason(), null);
    }
    if (result instanceof TlcResult.BadSpec bad) {
      return result(outcome, "bad_spec", null, null, bad.message(), null);
    }
    return result(outcome, "deadlocked", null, null, null, null);
  }

  private static JsonReport.Result result(
      RunOutcome outcome,
      String kind,
      List<String> suspects,
      String violated,
      String message,
      Double collisionProbability) {
    Trace trace = outcome.trace();
    return new JsonReport.Result(
        kind,
        suspects,
        violated,
        message,
        collisionProbability,
        states(trace),
        ending(trace),
        JsonReport.Stats.of(outcome.result().stats()));
  }

  private static List<JsonReport.State> states(Trace trace) {
    List<JsonReport.State> states = new ArrayList<>();
    TraceState previous = null;
    for (TraceState state : trace.states()) {
      var changed = previous == null ? state.variables() : state.changedFrom(previous);
      states.add(
          new JsonReport.State(state.step(), state.action(), state.variables(), changed.keySet()));
      previous = state;
    }
    return states;
  }

  private static String ending(Trace trace) {
    if (trace.ending() instanceof Trace.BackTo back) {
      return "back to step " + back.step() + " by " + back.action();
    }
    return trace.ending() instanceof Trace.Stutters ? "stutters" : null;
  }
}
