package dev.rollforward.guard;

import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;

/** What library code must not do; for the rule that says so to find. */
final class Activates {
  private Activates() {}

  static Activation activate() {
    return Failpoints.activate(Failpoint.BeforePublish, Effect.halt());
  }
}
