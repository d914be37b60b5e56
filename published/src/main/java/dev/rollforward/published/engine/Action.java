package dev.rollforward.published.engine;

/**
 * The actions of {@code spec/SidecarSweep.tla}, by their own names: the method that performs one
 * and the event it emits are called this. Left out are the deaths and the stray sidecar, which the
 * world does.
 */
public enum Action {
  /** A writer finds no sidecar pending, and reads pins and HEADs. */
  Enter,
  /** Fault only: a schema change takes the schema lock. */
  LockSchema,
  /** Phase A: a writer puts its sidecar. */
  ArmSidecar,
  /** Phase B: a writer commits once to one table. */
  CommitTable,
  /** A table has refused a writer's commit. */
  CommitRefused,
  /** A confirmed kind puts its sidecar again. */
  ConfirmSidecar,
  /** Phase C: a writer makes its operation visible. */
  Publish,
  /** A writer found a pin moved. */
  LosePublish,
  /** A schema change promotes its schema file. */
  PromoteSchema,
  /** Phase D: a writer deletes its sidecar. */
  DeleteSidecar,
  /** A sweep lists the sidecars; one event for each. */
  SweepList,
  /** A sweep meets a sidecar that it must not use, and fails. */
  SweepCannotRead,
  /** A sweep finds a listed sidecar gone. */
  SweepMissesSidecar,
  /** Fault only: a sweep promotes the schema file of an operation before it classifies. */
  SweepPrePass,
  /** A sweep reads a sidecar, the manifest and HEADs, and decides. */
  SweepClassify,
  /** A sweep publishes the HEADs it saw. */
  SweepRollForward,
  /** A sweep finds that a table to be added was never created, and fails. */
  SweepCannotRegister,
  /** A sweep that rolls forward found a pin moved. */
  SweepLoseRollForward,
  /** The manifest that it lost to reflects the sidecar. */
  SweepConverge,
  /** The manifest that it lost to does not; the sidecar is left to the next pass. */
  SweepDefer,
  /** As merged: a sweep that converged looks whether the sidecar still stands. */
  SweepCheckSidecar,
  /** A sweep promotes the schema file of a change that was rolled forward. */
  SweepPromoteSchema,
  /** A sweep restores one table to the pin it saw. */
  SweepRestoreTable,
  /** A sweep publishes the restored versions. */
  SweepRollBack,
  /** A sweep that rolls back found a pin moved, and fails. */
  SweepLoseRollBack,
  /** A sweep appends to the audit log. */
  SweepAudit,
  /** A sweep deletes the sidecar. */
  SweepDeleteSidecar
}
