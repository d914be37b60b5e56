package dev.rollforward.spec;

/** How the check of one model or one fault came out. */
public sealed interface Outcome permits ModelOutcome, FaultOutcome {
  /** The name of the model or fault. */
  String name();

  /** The manifest's sentence about it. */
  String sentence();

  TlcResult result();

  Verdict verdict();

  /** The outcome in one sentence, with the figures it rests on. */
  String explain();

  /** The counterexample, if there is one. */
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
