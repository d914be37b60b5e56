package dev.rollforward.failpoint;

import dev.rollforward.Action;

/**
 * The catalogue of failpoints of {@link dev.rollforward.engine.Writer} and {@link
 * dev.rollforward.engine.Recovery}: one on each side of every {@link Action}.
 *
 * <p><em>Before</em> is right before the store call that is the action's effect, after whatever was
 * read to decide on it; for an action that only reads, before its first read. <em>After</em> is
 * right after that call, before this process draws any conclusion from it. A lost compare-and-set
 * of {@link Action#Publish}, like a call that throws, has no After.
 */
public enum Failpoint implements FailpointName {
  BeforeReadManifest(Side.BEFORE, Action.ReadManifest),
  AfterReadManifest(Side.AFTER, Action.ReadManifest),
  BeforePrepareTable(Side.BEFORE, Action.PrepareTable),
  AfterPrepareTable(Side.AFTER, Action.PrepareTable),
  BeforeRefuse(Side.BEFORE, Action.Refuse),
  AfterRefuse(Side.AFTER, Action.Refuse),
  BeforeRestart(Side.BEFORE, Action.Restart),
  AfterRestart(Side.AFTER, Action.Restart),
  BeforeRepairTable(Side.BEFORE, Action.RepairTable),
  AfterRepairTable(Side.AFTER, Action.RepairTable),
  BeforeArmSidecar(Side.BEFORE, Action.ArmSidecar),
  AfterArmSidecar(Side.AFTER, Action.ArmSidecar),
  BeforeReadBackSidecar(Side.BEFORE, Action.ReadBackSidecar),
  AfterReadBackSidecar(Side.AFTER, Action.ReadBackSidecar),
  BeforeCommitTable(Side.BEFORE, Action.CommitTable),
  AfterCommitTable(Side.AFTER, Action.CommitTable),
  BeforeReadBackTable(Side.BEFORE, Action.ReadBackTable),
  AfterReadBackTable(Side.AFTER, Action.ReadBackTable),
  BeforePublish(Side.BEFORE, Action.Publish),
  AfterPublish(Side.AFTER, Action.Publish),
  BeforeLosePublish(Side.BEFORE, Action.LosePublish),
  AfterLosePublish(Side.AFTER, Action.LosePublish),
  BeforeConverge(Side.BEFORE, Action.Converge),
  AfterConverge(Side.AFTER, Action.Converge),
  BeforeDeleteSidecar(Side.BEFORE, Action.DeleteSidecar),
  AfterDeleteSidecar(Side.AFTER, Action.DeleteSidecar),
  BeforeSweepListSidecars(Side.BEFORE, Action.SweepListSidecars),
  AfterSweepListSidecars(Side.AFTER, Action.SweepListSidecars),
  BeforeSweepReadManifest(Side.BEFORE, Action.SweepReadManifest),
  AfterSweepReadManifest(Side.AFTER, Action.SweepReadManifest),
  BeforeSweepClassify(Side.BEFORE, Action.SweepClassify),
  AfterSweepClassify(Side.AFTER, Action.SweepClassify),
  BeforeSweepRollForward(Side.BEFORE, Action.SweepRollForward),
  AfterSweepRollForward(Side.AFTER, Action.SweepRollForward),
  BeforeSweepRollBack(Side.BEFORE, Action.SweepRollBack),
  AfterSweepRollBack(Side.AFTER, Action.SweepRollBack),
  BeforeSweepFenceTable(Side.BEFORE, Action.SweepFenceTable),
  AfterSweepFenceTable(Side.AFTER, Action.SweepFenceTable),
  BeforeSweepAudit(Side.BEFORE, Action.SweepAudit),
  AfterSweepAudit(Side.AFTER, Action.SweepAudit),
  BeforeSweepDeleteSidecar(Side.BEFORE, Action.SweepDeleteSidecar),
  AfterSweepDeleteSidecar(Side.AFTER, Action.SweepDeleteSidecar);

  private final Side side;
  private final Action action;

  Failpoint(Side side, Action action) {
    this.side = side;
    this.action = action;
  }

  /** Of an action. */
  public enum Side {
    /** It has had no effect. */
    BEFORE,
    /** It has taken effect. */
    AFTER
  }

  /** Which side of its action it is on. */
  public Side side() {
    return side;
  }

  /** The action that it is before or after. */
  public Action action() {
    return action;
  }
}
