package dev.rollforward.spec.report;

import dev.rollforward.spec.tlc.TlcResult;

/** The outcome of a run that has to violate one property, and soon enough. */
public sealed interface SoughtOutcome extends RunOutcome permits FaultOutcome, SceneOutcome {
  /** The property that has to be violated. */
  String sought();

  /** The longest trace that still counts, in states. */
  int maxLength();

  /** The length of the trace in steps; 0 if there is none. */
  default int steps() {
    return trace().steps();
  }

  /** The same in words. */
  default String stepsInWords() {
    return Explanations.steps(trace());
  }

  /** Whether the property that had to be violated is the one that was, however late. */
  default boolean violatesSought() {
    return result() instanceof TlcResult.Violated violated
        && violated.isKnownToBe(sought())
        && trace().length() > 0;
  }

  /** Whether it was violated, and soon enough. */
  default boolean found() {
    return violatesSought() && steps() < maxLength();
  }

  @Override
  default Verdict verdict() {
    if (found()) {
      return Verdict.HELD;
    }
    if (result() instanceof TlcResult.Unfinished) {
      return Verdict.UNKNOWN;
    }
    return result() instanceof TlcResult.BadSpec ? Verdict.USAGE : Verdict.VIOLATED;
  }
}
