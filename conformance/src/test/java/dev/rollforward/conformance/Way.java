package dev.rollforward.conformance;

import dev.rollforward.engine.Failpoint;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoints;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What happens before and while the owner runs; together they lead it through every action. */
enum Way {
  /** It is alone. */
  Undisturbed(rig -> {}),
  /** Its tables are not as its caller demands. */
  Refused(rig -> {}),
  /** Somebody died with one of two tables changed. */
  Blocked(rig -> rig.writeUpTo(Failpoint.AfterCommitTable, 1, "rival")),
  /** So it was, and a sweep died before it restored what it had decided to. */
  Leftovers(
      rig -> {
        rig.writeUpTo(Failpoint.AfterCommitTable, 1, "rival");
        rig.sweepUpTo(Failpoint.AfterSweepRollBack);
      }),
  /** Its sidecar stands, but nobody says so. */
  ArmUnanswered(Failpoint.AfterArmSidecar, 1, Failing.Unanswered),
  /** Its sidecar does not stand, and nobody says so. */
  ArmLost(Failpoint.BeforeArmSidecar, 1, Failing.Unanswered),
  /** Its change has landed, but nobody says so. */
  CommitUnanswered(Failpoint.AfterCommitTable, 1, Failing.Unanswered),
  /** Its change has not landed, and nobody says so. */
  CommitLost(Failpoint.BeforeCommitTable, 2, Failing.Unanswered),
  /** The answer to its decision is lost. */
  PublishUnanswered(Failpoint.AfterPublish, 1, Failing.Unanswered),
  /** A sweep comes before its second commit. */
  SweptBack(Failpoint.AfterCommitTable, 1, FailpointRig::sweep),
  /** A sweep comes after its second commit. */
  SweptForward(Failpoint.AfterCommitTable, 2, FailpointRig::sweep),
  /** A sweep comes between its last look at the manifest and its publish. */
  SweptAtPublish(Failpoint.BeforePublish, 1, FailpointRig::sweep),
  /** Somebody commits after it has read the manifest. */
  PinsMoved(Failpoint.BeforePrepareTable, 1, rig -> rig.write("rival")),
  /** Somebody commits when it has prepared. */
  Overtaken(Failpoint.BeforeArmSidecar, 1, rig -> rig.write("rival")),
  /** Somebody commits when it has armed. */
  OvertakenLate(Failpoint.BeforeCommitTable, 1, rig -> rig.write("rival"));

  private static final long NO_SUCH_VERSION = 99;

  private final Consumer<FailpointRig> before;
  private final Around around;

  Way(Consumer<FailpointRig> before) {
    this.before = before;
    this.around = (rig, owner) -> owner.run();
  }

  Way(Failpoint failpoint, int nth, Failing failing) {
    this.before = rig -> {};
    this.around = (rig, owner) -> during(failpoint, nth, failing.effect(), owner);
  }

  Way(Failpoint failpoint, int nth, Consumer<FailpointRig> meanwhile) {
    this.before = rig -> {};
    this.around =
        (rig, owner) -> during(failpoint, nth, Effect.callback(() -> meanwhile.accept(rig)), owner);
  }

  private interface Around {
    void run(FailpointRig rig, Runnable owner);
  }

  /** A failpoint under test may stop the owner before it gets here. */
  @SuppressWarnings("try")
  private static void during(Failpoint failpoint, int nth, Effect effect, Runnable owner) {
    try (Activation disturbed = Failpoints.activate(failpoint, nth, effect).mayNotFire()) {
      owner.run();
    }
  }

  /** What others have left. */
  void before(FailpointRig rig) {
    before.accept(rig);
  }

  /** Runs the owner, and whoever disturbs it. */
  void run(FailpointRig rig) {
    OptionalLong required =
        this == Refused ? OptionalLong.of(NO_SUCH_VERSION) : OptionalLong.empty();
    around.run(rig, () -> rig.write("owner", required));
  }
}
