package dev.rollforward.spec.report;

import dev.rollforward.spec.trace.Trace;
import java.time.Duration;

/** How one check came out: of a model, of a fault, of a scene, or of a module's coverage. */
public sealed interface Outcome permits RunOutcome, CoverageOutcome, KeptOutcome {
  /** The name of the model, fault or scene, or of the module whose coverage it is. */
  String name();

  /** The name of the module. */
  String module();

  /** What was checked, in words. */
  String sentence();

  Verdict verdict();

  /** The outcome in one sentence, with the figures it rests on. */
  String explain();

  /** How long it took. */
  Duration elapsed();

  /** The counterexample, or the way to a scene, if there is one. */
  Trace trace();
}
