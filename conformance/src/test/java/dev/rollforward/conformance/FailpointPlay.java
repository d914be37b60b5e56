package dev.rollforward.conformance;

import dev.rollforward.engine.Failpoint;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoints;

/** What is played on a {@link FailpointRig}. */
final class FailpointPlay {
  private FailpointPlay() {}

  /** When a stalled owner goes on. */
  enum Resumes {
    AFTER_FIRST_HALT,
    AFTER_SECOND_HALT,
    AFTER_RECOVERY,
    NEVER
  }

  /**
   * The owner runs in its {@code way} while the {@code nth} arrival at {@code failpoint}, by
   * whomever, ends badly; then a sweep and another writer come.
   *
   * @return whether it was reached
   */
  static boolean failsOnce(FailpointRig rig, Way way, Failpoint failpoint, int nth, Failing how) {
    way.before(rig);
    boolean fired;
    try (Activation failing = Failpoints.activate(failpoint, nth, how.effect()).mayNotFire()) {
      way.run(rig);
      fired = failing.fired() > 0;
    }
    rig.sweep();
    rig.write("next");
    rig.settle();
    return fired;
  }

  /**
   * The owner stalls at its {@code nth} arrival at {@code stall}. A sweep halts at {@code first}, a
   * second one, which recovers what that left, at {@code second}, and a third finishes; the owner
   * goes on some time.
   *
   * @return how many of the two halts took place
   */
  static int recoveryHaltsTwice(
      FailpointRig rig,
      Way way,
      Failpoint stall,
      int nth,
      Failpoint first,
      Failpoint second,
      Resumes resumes) {
    int[] halts = {0};
    way.before(rig);
    Effect sweeps =
        name -> {
          halts[0] += rig.sweepUpTo(first) ? 1 : 0;
          if (resumes != Resumes.AFTER_FIRST_HALT) {
            halts[0] += rig.sweepUpTo(second) ? 1 : 0;
          }
          if (resumes == Resumes.AFTER_RECOVERY) {
            rig.sweep();
          }
          if (resumes == Resumes.NEVER) {
            Effect.halt().at(name);
          }
        };
    try (Activation stalled = Failpoints.activate(stall, nth, sweeps).mayNotFire()) {
      way.run(rig);
      if (stalled.fired() > 0 && resumes == Resumes.AFTER_FIRST_HALT) {
        halts[0] += rig.sweepUpTo(second) ? 1 : 0;
      }
    }
    rig.sweep();
    rig.write("next");
    rig.settle();
    return halts[0];
  }
}
