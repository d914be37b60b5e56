package dev.rollforward.engine;

import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.SchemaException;
import dev.rollforward.core.ExpectedVersionMismatch;
import dev.rollforward.core.PrepareTable;
import dev.rollforward.core.Publish;
import dev.rollforward.core.Stale;
import dev.rollforward.core.TablePlan;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of an operation that is not committed.
 *
 * @param reason why
 * @param table the table it is about, if it is about one
 * @param detail what happened, in a sentence
 * @param isCertain whether nobody can ever commit the operation, whatever is not known of it
 */
record Rejection(
    CommitResult.Reason reason, Optional<String> table, String detail, boolean isCertain) {
  /** Of an operation that others have aborted. */
  static final Rejection ROLLED_BACK = rolledBack("another process has rolled it back");

  Rejection {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(detail, "detail");
  }

  /** The operation gave up, and is rolled back unless somebody has completed it. */
  static Rejection rolledBack(String detail) {
    return new Rejection(CommitResult.Reason.ROLLED_BACK, Optional.empty(), detail, false);
  }

  /** A commit has not landed where it has to be, as far as is known. */
  static Rejection notLanded(TablePlan plan, String why) {
    return rolledBack(noCleanCommit(plan, why));
  }

  /** A commit will never be where it has to be, so nobody can ever publish the operation. */
  static Rejection refusedByTable(TablePlan plan, String why) {
    return new Rejection(
        CommitResult.Reason.REFUSED_BY_TABLE,
        Optional.of(plan.name()),
        noCleanCommit(plan, why),
        true);
  }

  /** A commit failed without an effect. */
  static Rejection commitFailed(TablePlan plan, RuntimeException failure) {
    Rejection refused = refusedByTable(plan, "it failed: " + failure.getMessage());
    return failure instanceof SchemaException
        ? refused.because(CommitResult.Reason.SCHEMA_CHANGED)
        : refused;
  }

  private static String noCleanCommit(TablePlan plan, String why) {
    return "table '" + plan.name() + "' took no clean commit: " + why;
  }

  /** A pin is not the expected one. */
  static Rejection conflict(ExpectedVersionMismatch mismatch) {
    return new Rejection(
        CommitResult.Reason.CONFLICT, Optional.of(mismatch.table()), mismatch.toString(), false);
  }

  /** A stream was taken in as far already. */
  static Rejection sourceDone(Publish.SourceDone done) {
    return new Rejection(CommitResult.Reason.SOURCE_DONE, Optional.empty(), done.toString(), false);
  }

  /** The operation was prepared, and cannot be published. */
  static Rejection publishLost(Publish.Attempt attempt) {
    if (attempt instanceof Publish.Moved moved) {
      return conflict(moved.mismatch());
    }
    if (attempt instanceof Publish.SourceDone done) {
      return sourceDone(done);
    }
    if (attempt instanceof Publish.Outdated) {
      return rolledBack(attempt.toString());
    }
    return attempt instanceof Publish.Ready
        ? rolledBack("others have published faster for a minute")
        : ROLLED_BACK;
  }

  /** What was staged may have been deleted as nobody's. */
  static Rejection stale(Stale stale) {
    return new Rejection(
        CommitResult.Reason.STALE,
        Optional.empty(),
        "what it has staged is older than "
            + stale.before()
            + ", or its age is not known, and manifest "
            + stale.manifest()
            + " announced that such files are deleted. Stage it again in a new transaction",
        true);
  }

  /** An external tool has committed, and the caller wants that neither kept nor undone. */
  static Rejection external(String table, PrepareTable.External external) {
    return new Rejection(
        CommitResult.Reason.EXTERNAL_CHANGE,
        Optional.of(table),
        "table '"
            + table
            + "' has version "
            + external.version()
            + ", which an external tool has committed above the visible one. "
            + "Begin the transaction again, with "
            + (external.adoptable() ? "adoptExternal to keep it, or with " : "")
            + "discardExternal to undo it",
        true);
  }

  /**
   * Others have aborted the operation. That a fence of theirs then refused a commit is no reason of
   * its own; that a pin has moved is.
   */
  Rejection decidedByOthers() {
    return reason == CommitResult.Reason.CONFLICT
        ? this
        : new Rejection(CommitResult.Reason.ROLLED_BACK, Optional.empty(), detail, isCertain);
  }

  /** Something of the operation is left that recovery has to clear away. */
  Rejection leavingToRecovery(String what, String why) {
    return new Rejection(reason, table, detail + "; " + what + " a recovery: " + why, isCertain);
  }

  private Rejection because(CommitResult.Reason other) {
    return new Rejection(other, table, detail, isCertain);
  }

  CommitResult of(OperationId operation) {
    return new CommitResult.Rejected(operation, reason, table, detail);
  }
}
