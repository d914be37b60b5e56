package dev.rollforward.failpoint;

import dev.rollforward.Action;
import dev.rollforward.CleanUpAction;
import dev.rollforward.OperationId;
import dev.rollforward.engine.Step;

/** Comes to the {@link Failpoint}, or {@link CleanUpFailpoint}, on each side of every action. */
public final class FailpointStep implements Step {
  /** For the service loader. */
  public FailpointStep() {}

  @Override
  public void before(Action action, OperationId operation) {
    switch (action) {
      case ReadManifest -> Failpoints.hit(Failpoint.BeforeReadManifest);
      case PrepareTable -> Failpoints.hit(Failpoint.BeforePrepareTable);
      case Refuse -> Failpoints.hit(Failpoint.BeforeRefuse);
      case Restart -> Failpoints.hit(Failpoint.BeforeRestart);
      case RepairTable -> Failpoints.hit(Failpoint.BeforeRepairTable);
      case ArmSidecar -> Failpoints.hit(Failpoint.BeforeArmSidecar);
      case ReadBackSidecar -> Failpoints.hit(Failpoint.BeforeReadBackSidecar);
      case CommitTable -> Failpoints.hit(Failpoint.BeforeCommitTable);
      case ReadBackTable -> Failpoints.hit(Failpoint.BeforeReadBackTable);
      case Publish -> Failpoints.hit(Failpoint.BeforePublish);
      case LosePublish -> Failpoints.hit(Failpoint.BeforeLosePublish);
      case Converge -> Failpoints.hit(Failpoint.BeforeConverge);
      case DeleteSidecar -> Failpoints.hit(Failpoint.BeforeDeleteSidecar);
      case SweepListSidecars -> Failpoints.hit(Failpoint.BeforeSweepListSidecars);
      case SweepReadManifest -> Failpoints.hit(Failpoint.BeforeSweepReadManifest);
      case SweepClassify -> Failpoints.hit(Failpoint.BeforeSweepClassify);
      case SweepRollForward -> Failpoints.hit(Failpoint.BeforeSweepRollForward);
      case SweepRollBack -> Failpoints.hit(Failpoint.BeforeSweepRollBack);
      case SweepFenceTable -> Failpoints.hit(Failpoint.BeforeSweepFenceTable);
      case SweepAudit -> Failpoints.hit(Failpoint.BeforeSweepAudit);
      case SweepDeleteSidecar -> Failpoints.hit(Failpoint.BeforeSweepDeleteSidecar);
    }
  }

  @Override
  public void after(Action action, OperationId operation) {
    switch (action) {
      case ReadManifest -> Failpoints.hit(Failpoint.AfterReadManifest);
      case PrepareTable -> Failpoints.hit(Failpoint.AfterPrepareTable);
      case Refuse -> Failpoints.hit(Failpoint.AfterRefuse);
      case Restart -> Failpoints.hit(Failpoint.AfterRestart);
      case RepairTable -> Failpoints.hit(Failpoint.AfterRepairTable);
      case ArmSidecar -> Failpoints.hit(Failpoint.AfterArmSidecar);
      case ReadBackSidecar -> Failpoints.hit(Failpoint.AfterReadBackSidecar);
      case CommitTable -> Failpoints.hit(Failpoint.AfterCommitTable);
      case ReadBackTable -> Failpoints.hit(Failpoint.AfterReadBackTable);
      case Publish -> Failpoints.hit(Failpoint.AfterPublish);
      case LosePublish -> Failpoints.hit(Failpoint.AfterLosePublish);
      case Converge -> Failpoints.hit(Failpoint.AfterConverge);
      case DeleteSidecar -> Failpoints.hit(Failpoint.AfterDeleteSidecar);
      case SweepListSidecars -> Failpoints.hit(Failpoint.AfterSweepListSidecars);
      case SweepReadManifest -> Failpoints.hit(Failpoint.AfterSweepReadManifest);
      case SweepClassify -> Failpoints.hit(Failpoint.AfterSweepClassify);
      case SweepRollForward -> Failpoints.hit(Failpoint.AfterSweepRollForward);
      case SweepRollBack -> Failpoints.hit(Failpoint.AfterSweepRollBack);
      case SweepFenceTable -> Failpoints.hit(Failpoint.AfterSweepFenceTable);
      case SweepAudit -> Failpoints.hit(Failpoint.AfterSweepAudit);
      case SweepDeleteSidecar -> Failpoints.hit(Failpoint.AfterSweepDeleteSidecar);
    }
  }

  @Override
  public void before(CleanUpAction action) {
    switch (action) {
      case CleanUpPlan -> Failpoints.hit(CleanUpFailpoint.BeforeCleanUpPlan);
      case CleanUpAnnounce -> Failpoints.hit(CleanUpFailpoint.BeforeCleanUpAnnounce);
      case CleanUpRecord -> Failpoints.hit(CleanUpFailpoint.BeforeCleanUpRecord);
      case CleanUpNoteLeases -> Failpoints.hit(CleanUpFailpoint.BeforeCleanUpNoteLeases);
      case CleanUpVersion -> Failpoints.hit(CleanUpFailpoint.BeforeCleanUpVersion);
      case CleanUpFile -> Failpoints.hit(CleanUpFailpoint.BeforeCleanUpFile);
      case CleanUpManifest -> Failpoints.hit(CleanUpFailpoint.BeforeCleanUpManifest);
      case CleanUpAudit -> Failpoints.hit(CleanUpFailpoint.BeforeCleanUpAudit);
    }
  }

  @Override
  public void after(CleanUpAction action) {
    switch (action) {
      case CleanUpPlan -> Failpoints.hit(CleanUpFailpoint.AfterCleanUpPlan);
      case CleanUpAnnounce -> Failpoints.hit(CleanUpFailpoint.AfterCleanUpAnnounce);
      case CleanUpRecord -> Failpoints.hit(CleanUpFailpoint.AfterCleanUpRecord);
      case CleanUpNoteLeases -> Failpoints.hit(CleanUpFailpoint.AfterCleanUpNoteLeases);
      case CleanUpVersion -> Failpoints.hit(CleanUpFailpoint.AfterCleanUpVersion);
      case CleanUpFile -> Failpoints.hit(CleanUpFailpoint.AfterCleanUpFile);
      case CleanUpManifest -> Failpoints.hit(CleanUpFailpoint.AfterCleanUpManifest);
      case CleanUpAudit -> Failpoints.hit(CleanUpFailpoint.AfterCleanUpAudit);
    }
  }
}
