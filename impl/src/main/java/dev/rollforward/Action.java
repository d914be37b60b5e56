package dev.rollforward;

/**
 * The actions of {@code spec/Rollforward.tla}, by their own names: the method that performs one,
 * the event it emits and the step at which a test or a demo stops a process are all called this.
 */
public enum Action {
  /** A writer reads the pins that its operation expects. */
  ReadManifest,
  /** A writer finds that HEAD resolves to the pin, and bases its change on it. */
  PrepareTable,
  /** A writer finds a table not as its caller demands; nothing was done. */
  Refuse,
  /** A writer found somebody else's unfinished work, or moved pins, and starts over. */
  Restart,
  /** A writer restores the pin over decided leftovers. */
  RepairTable,
  /** A writer puts its sidecar. */
  ArmSidecar,
  /** A writer whose put got no answer looks whether its sidecar exists. */
  ReadBackSidecar,
  /** A writer commits its change to one table. */
  CommitTable,
  /** A writer whose commit got no answer looks whether it has landed. */
  ReadBackTable,
  /** A writer makes its operation visible. */
  Publish,
  /** A writer finds a pin moved or a decision made, and publishes no more. */
  LosePublish,
  /** A writer reads how its operation was decided. */
  Converge,
  /** A writer deletes its sidecar. */
  DeleteSidecar,
  /** A sweep finds an operation among the sidecars. */
  SweepListSidecars,
  /** A sweep reads the manifest against which it will decide. */
  SweepReadManifest,
  /** A sweep reads a sidecar and its tables and finds what to do. */
  SweepClassify,
  /** A sweep makes a complete operation visible. */
  SweepRollForward,
  /** A sweep decides that an operation will never be visible. */
  SweepRollBack,
  /** A sweep restores the pin of one table of an aborted operation. */
  SweepFenceTable,
  /** A sweep writes the audit record. */
  SweepAudit,
  /** A sweep deletes the sidecar. */
  SweepDeleteSidecar
}
