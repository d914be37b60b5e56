package dev.rollforward.spec.report;

import dev.rollforward.spec.tlc.TlcResult;
import dev.rollforward.spec.trace.Trace;

/** Sentences about results that mean the same for models and for faults. */
final class Explanations {
  private Explanations() {}

  static String steps(Trace trace) {
    return trace.steps() == 1 ? "1 step" : trace.steps() + " steps";
  }

  static String of(TlcResult result) {
    if (result instanceof TlcResult.Deadlocked deadlocked) {
      return "deadlock after " + steps(deadlocked.trace());
    }
    if (result instanceof TlcResult.Unfinished unfinished) {
      return "did not finish: " + unfinished.reason();
    }
    if (result instanceof TlcResult.BadSpec bad) {
      return "cannot be checked: " + bad.message();
    }
    throw new IllegalArgumentException("needs its own words: " + result);
  }
}
