package dev.rollforward.conformance;

import dev.rollforward.StoreException;
import dev.rollforward.failpoint.Effect;

/** How a step fails at a failpoint. */
enum FailureMode {
  /** The store reports that the call had no effect. */
  Refused(Effect.error(() -> new StoreException("failed at a failpoint", null))),
  /** The store reports that the call may have had its effect. */
  Unanswered(
      Effect.error(() -> new StoreException.OutcomeUnknown("unanswered at a failpoint", null))),
  /** An exception that no port declares. */
  Bug(Effect.error(FailpointHarness.Unexpected::new)),
  /** The process ends. */
  Halted(Effect.halt());

  private final Effect effect;

  FailureMode(Effect effect) {
    this.effect = effect;
  }

  Effect effect() {
    return effect;
  }
}
