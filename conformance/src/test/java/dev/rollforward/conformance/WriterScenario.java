package dev.rollforward.conformance;

import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What happens before and while a writer runs; together they lead it through every action. */
enum WriterScenario {
  /** No other process runs. */
  Undisturbed(harness -> {}),
  /** Its tables are not at the version that its caller requires. */
  Refused(harness -> {}),
  /** Another writer died with one of two tables changed. */
  Blocked(harness -> harness.writeUpTo(Failpoint.AfterCommitTable, 1, "rival")),
  /** The same, and a recovery died before it restored the table it had decided to restore. */
  Leftovers(
      harness -> {
        harness.writeUpTo(Failpoint.AfterCommitTable, 1, "rival");
        harness.sweepUpTo(Failpoint.AfterSweepRollBack);
      }),
  /** Its sidecar exists, but the answer is lost. */
  ArmUnanswered(Failpoint.AfterArmSidecar, 1, FailureMode.Unanswered),
  /** Its sidecar does not exist, and there is no answer. */
  ArmLost(Failpoint.BeforeArmSidecar, 1, FailureMode.Unanswered),
  /** Its change has landed, but the answer is lost. */
  CommitUnanswered(Failpoint.AfterCommitTable, 1, FailureMode.Unanswered),
  /** Its change has not landed, and there is no answer. */
  CommitLost(Failpoint.BeforeCommitTable, 2, FailureMode.Unanswered),
  /** The answer to its decision is lost. */
  PublishUnanswered(Failpoint.AfterPublish, 1, FailureMode.Unanswered),
  /** A recovery runs before its second commit. */
  SweptBack(Failpoint.AfterCommitTable, 1, FailpointHarness::sweep),
  /** A recovery runs after its second commit. */
  SweptForward(Failpoint.AfterCommitTable, 2, FailpointHarness::sweep),
  /** A recovery runs between its last read of the manifest and its publish. */
  SweptAtPublish(Failpoint.BeforePublish, 1, FailpointHarness::sweep),
  /** Another writer commits after it has read the manifest. */
  PinsMoved(Failpoint.BeforePrepareTable, 1, harness -> harness.write("rival")),
  /** Another writer commits after it has prepared. */
  Overtaken(Failpoint.BeforeArmSidecar, 1, harness -> harness.write("rival")),
  /** Another writer commits after its sidecar was written. */
  OvertakenLate(Failpoint.BeforeCommitTable, 1, harness -> harness.write("rival"));

  private static final long NO_SUCH_VERSION = 99;

  private final Consumer<FailpointHarness> before;
  private final Around around;

  WriterScenario(Consumer<FailpointHarness> before) {
    this.before = before;
    this.around = (harness, owner) -> owner.run();
  }

  WriterScenario(Failpoint failpoint, int nth, FailureMode failing) {
    this.before = harness -> {};
    this.around = (harness, owner) -> during(failpoint, nth, failing.effect(), owner);
  }

  WriterScenario(Failpoint failpoint, int nth, Consumer<FailpointHarness> meanwhile) {
    this.before = harness -> {};
    this.around =
        (harness, owner) ->
            during(failpoint, nth, Effect.callback(() -> meanwhile.accept(harness)), owner);
  }

  private interface Around {
    void run(FailpointHarness harness, Runnable owner);
  }

  /** A failpoint under test may stop the owner before it gets here. */
  @SuppressWarnings("try")
  private static void during(Failpoint failpoint, int nth, Effect effect, Runnable owner) {
    try (Activation disturbed = Failpoints.activate(failpoint, nth, effect).mayNotFire()) {
      owner.run();
    }
  }

  /** What other processes do before. */
  void before(FailpointHarness harness) {
    before.accept(harness);
  }

  /** Runs a writer that appends, and what happens meanwhile. */
  void run(FailpointHarness harness) {
    OptionalLong required =
        this == Refused ? OptionalLong.of(NO_SUCH_VERSION) : OptionalLong.empty();
    run(harness, owner -> owner.write("owner", required));
  }

  /** Runs the writer, and what happens meanwhile. */
  void run(FailpointHarness harness, Consumer<FailpointHarness> owner) {
    around.run(harness, () -> owner.accept(harness));
  }
}
