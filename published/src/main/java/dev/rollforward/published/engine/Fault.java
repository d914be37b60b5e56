package dev.rollforward.published.engine;

/**
 * What the published design does not say, or forbids, under the names of {@code
 * spec/models/SidecarSweep.json}; a constant of the module is named where it has another name. The
 * faults {@code FailOpenOnLostPublish} and {@code DuplicateAudit} are variants, see {@link
 * dev.rollforward.published.core.Variant}.
 */
public enum Fault {
  /** Writers do not look for pending sidecars. */
  NotHealFirst,
  /** A writer's publish names no expected pins, and the highest version wins. */
  PublishWithoutExpected,
  /** A strict kind builds an index between table commit and publish. {@code IndexInsideCommit}. */
  IndexBuiltInsideCommit,
  /** Schema files are promoted before classifying. {@code SchemaPrePass}. */
  SchemaPromotedDataRolledBack,
  /** Schema changes hold a lock beside the sidecar. {@code SchemaLock}. */
  StaleSchemaLock,
  /** A sidecar of another root is acted on. {@code Foreign = "otherRoot"}. */
  ForeignSidecar,
  /** A sidecar that is gone when its turn comes fails the open. {@code ListThenRead}. */
  ListedThenGone,
  /** A writer refuses a table whose HEAD is not its pin; no fault in itself. */
  RefusesDrift
}
