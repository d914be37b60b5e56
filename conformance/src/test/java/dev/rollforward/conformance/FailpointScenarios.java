package dev.rollforward.conformance;

import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Rendezvous;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Scenarios that stop processes at failpoints of a {@link FailpointHarness}. */
final class FailpointScenarios {
  private FailpointScenarios() {}

  /** When a stalled writer continues. */
  enum Resumes {
    AFTER_FIRST_HALT,
    AFTER_SECOND_HALT,
    AFTER_RECOVERY,
    NEVER
  }

  /**
   * The writer runs as {@code way} says, while the {@code nth} arrival at {@code failpoint}, by any
   * process, fails; then a recovery and another writer follow.
   *
   * @return whether it was reached
   */
  static boolean failsOnce(
      FailpointHarness harness, WriterScenario way, Failpoint failpoint, int nth, FailureMode how) {
    return failsOnce(harness, way, () -> way.run(harness), failpoint, nth, how);
  }

  /** The same of a writer that makes {@code change}. */
  static boolean failsOnce(
      FailpointHarness harness,
      WriterScenario way,
      OwnersChange change,
      Failpoint failpoint,
      int nth,
      FailureMode how) {
    Runnable owner = () -> way.run(harness, process -> process.write("owner", change));
    return failsOnce(harness, way, owner, failpoint, nth, how);
  }

  private static boolean failsOnce(
      FailpointHarness harness,
      WriterScenario way,
      Runnable owner,
      Failpoint failpoint,
      int nth,
      FailureMode how) {
    way.before(harness);
    boolean fired;
    try (Activation failing = Failpoints.activate(failpoint, nth, how.effect()).mayNotFire()) {
      owner.run();
      fired = failing.fired() > 0;
    }
    harness.sweep();
    harness.write("next");
    harness.settle();
    return fired;
  }

  /**
   * The writer stalls at its {@code nth} arrival at {@code stall}. A recovery halts at {@code
   * first}, a second one, which continues the first, at {@code second}, and a third finishes; when
   * the writer continues, {@code resumes} says.
   *
   * @return where recoveries halted, in order
   */
  static List<Failpoint> recoveryHaltsTwice(
      FailpointHarness harness,
      WriterScenario way,
      Failpoint stall,
      int nth,
      Failpoint first,
      Failpoint second,
      Resumes resumes) {
    List<Failpoint> halts = new ArrayList<>();
    way.before(harness);
    Effect sweeps =
        name -> {
          harness.sweepUpTo(first).ifPresent(halts::add);
          if (resumes != Resumes.AFTER_FIRST_HALT) {
            harness.sweepUpTo(second).ifPresent(halts::add);
          }
          if (resumes == Resumes.AFTER_RECOVERY) {
            harness.sweep();
          }
          if (resumes == Resumes.NEVER) {
            Effect.halt().at(name);
          }
        };
    try (Activation stalled = Failpoints.activate(stall, nth, sweeps).mayNotFire()) {
      way.run(harness);
      if (stalled.fired() > 0 && resumes == Resumes.AFTER_FIRST_HALT) {
        harness.sweepUpTo(second).ifPresent(halts::add);
      }
    }
    harness.sweep();
    harness.write("next");
    harness.settle();
    return halts;
  }

  /**
   * The writer stalls at {@code stall}, and a recovery of its operation at {@code failpoint}; then
   * the writer runs to its end, another writer runs, and only then the recovery continues.
   *
   * @return whether the recovery reached {@code failpoint}
   */
  static boolean ownerGoesOnFirst(FailpointHarness harness, Failpoint stall, Failpoint failpoint) {
    FutureTask<Void> owner = new FutureTask<>(() -> harness.write("owner"), null);
    boolean fired;
    try (Rendezvous stalled = Failpoints.rendezvous(stall)) {
      new Thread(owner, "owner").start();
      stalled.awaitReached();
      Effect others =
          Effect.callback(
              () -> {
                finish(owner, stalled);
                harness.write("rival");
              });
      try (Activation sweepStalls = Failpoints.activate(failpoint, 1, others).mayNotFire()) {
        harness.sweep();
        fired = sweepStalls.fired() > 0;
      }
      finish(owner, stalled);
    }
    harness.write("next");
    harness.settle();
    return fired;
  }

  private static void finish(FutureTask<Void> owner, Rendezvous stalled) {
    stalled.release();
    try {
      owner.get(1, TimeUnit.MINUTES);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("the owner did not finish", e);
    }
  }
}
