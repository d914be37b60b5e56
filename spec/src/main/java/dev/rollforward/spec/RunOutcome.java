package dev.rollforward.spec;

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
