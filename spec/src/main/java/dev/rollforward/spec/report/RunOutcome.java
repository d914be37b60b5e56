package dev.rollforward.spec.report;

import dev.rollforward.spec.tlc.TlcResult;
import dev.rollforward.spec.trace.Trace;
import java.time.Duration;

/** The outcome of a run of TLC. */
public sealed interface RunOutcome extends Outcome permits ModelOutcome, SoughtOutcome {
  TlcResult result();

  @Override
  default Duration elapsed() {
    return result().stats().elapsed();
  }

  @Override
  default Trace trace() {
    TlcResult result = result();
    if (result instanceof TlcResult.Violated violated) {
      return violated.trace();
    }
    if (result instanceof TlcResult.Deadlocked deadlocked) {
      return deadlocked.trace();
    }
    return result instanceof TlcResult.BadSpec bad ? bad.trace() : Trace.none();
  }
}
