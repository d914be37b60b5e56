package dev.rollforward;

import java.util.Objects;
import java.util.Optional;

/**
 * How a transaction ended, as far as its caller can know. Exactly one of three:
 *
 * <table>
 *   <caption>What each result means</caption>
 *   <tr><th></th><th>{@link Committed}</th><th>{@link Rejected}</th><th>{@link Unknown}</th></tr>
 *   <tr><th>What is visible?</th>
 *       <td>all of it, for good</td><td>nothing, ever</td><td>all of it, or nothing: see below</td></tr>
 *   <tr><th>May I try again?</th>
 *       <td>no, it would be applied twice</td>
 *       <td>as a new transaction, if {@link Reason#isRetryable()}</td>
 *       <td>not before {@link TableGroup#resolve} has answered</td></tr>
 *   <tr><th>May I delete the data files I staged?</th>
 *       <td>never, the tables consist of them</td>
 *       <td>yes: no version that readers see names them, or ever will</td>
 *       <td>not before {@link TableGroup#resolve} has answered {@code ABORTED}</td></tr>
 * </table>
 *
 * <p>{@link Unknown} means that a store failed, or answered nothing, at a moment when the operation
 * was recorded already: any recovery may complete it. It never stays open for long: the next open
 * for writing, or the next transaction on one of its tables, settles it, and {@link
 * TableGroup#resolve} does so at once and says how.
 *
 * <p>An exception from {@link Transaction#commit()} means the same as {@link Rejected}, but for an
 * {@link Error}, which leaves the outcome as open as {@link Unknown} does. Immutable; more results
 * will not come, more accessors may.
 */
public sealed interface CommitResult {
  /** The operation; {@link TableGroup#resolve} takes it. */
  OperationId operation();

  /** Why a transaction was rejected. More reasons may come. */
  enum Reason {
    /** A table that it changes or has read is not at the version that it was prepared for. */
    CONFLICT(true),
    /** It took longer than others were willing to wait, and one of them has rolled it back. */
    ROLLED_BACK(true),
    /** A table refused its data, or took it on top of changes that were not expected. */
    REFUSED_BY_TABLE(true),
    /** The thread was interrupted before anything was written; its interrupt status is set. */
    INTERRUPTED(true),
    /**
     * It changes nothing that readers see, such as a compaction, and another operation came in its
     * way. Nothing is wrong; there may be an occasion to do it again.
     */
    OVERTAKEN(false),
    /** The deadline of its commit passed before anything was written. */
    DEADLINE(true),
    /** The data does not fit the schema that the table has by now. */
    SCHEMA_CHANGED(false),
    /**
     * A clean-up has announced, since the transaction was begun, that staged files of its age are
     * deleted. Its rows have to be staged again.
     */
    STALE(true),
    /** Another tool has committed to a table since; the detail names the version. */
    EXTERNAL_CHANGE(false),
    /**
     * Of the streams that it takes in, some were taken in as far already and some were not, so that
     * it can be neither applied nor left out. If all of them were, the result is {@link Committed}.
     */
    SOURCE_DONE(false),
    /**
     * Something that another operation left on one of the tables can be neither finished nor
     * undone, such as a damaged sidecar. The detail says what and where, and what to do about it.
     */
    BLOCKED(false);

    private final boolean retryable;

    Reason(boolean retryable) {
      this.retryable = retryable;
    }

    /**
     * Whether the same change may succeed as a new transaction, staged again on what the tables
     * hold by then. One that was begun on a snapshot needs a new snapshot for it.
     */
    public boolean isRetryable() {
      return retryable;
    }
  }

  /** All of its tables are visible, for good. Invariant: {@code AckedIsVisible}. */
  final class Committed implements CommitResult {
    private final OperationId operation;
    private final long manifestVersion;
    private final boolean repeat;

    /** A transaction that manifest {@code manifestVersion} has made visible. */
    public Committed(OperationId operation, long manifestVersion) {
      this(operation, manifestVersion, false);
    }

    /** The same, or one that was committed before. */
    public Committed(OperationId operation, long manifestVersion, boolean repeat) {
      this.operation = Objects.requireNonNull(operation, "operation");
      this.manifestVersion = manifestVersion;
      this.repeat = repeat;
    }

    /** The operation that made it visible: an earlier one, if {@link #isRepeat}. */
    @Override
    public OperationId operation() {
      return operation;
    }

    /**
     * Whether it had been committed before, so that the transaction has changed nothing now: what
     * it takes in was taken in already ({@link Transaction#source}).
     */
    public boolean isRepeat() {
      return repeat;
    }

    /**
     * The manifest version that has made it visible; it is contained in every later one, too. If
     * the answer to publishing was lost, it is exact all the same: it is written beside the
     * decision.
     */
    public long manifestVersion() {
      return manifestVersion;
    }

    @Override
    public String toString() {
      return "operation "
          + operation
          + (repeat ? " was committed before" : " is committed")
          + ", visible since manifest "
          + manifestVersion;
    }
  }

  /** None of it is visible, ever. Invariant: {@code FailedIsInvisible}. */
  final class Rejected implements CommitResult {
    private final OperationId operation;
    private final Reason reason;
    private final Optional<String> table;
    private final String detail;

    /**
     * A transaction that was rejected.
     *
     * @param table the table it was rejected for, if it was one
     * @param detail what happened, in a sentence
     */
    public Rejected(OperationId operation, Reason reason, Optional<String> table, String detail) {
      this.operation = Objects.requireNonNull(operation, "operation");
      this.reason = Objects.requireNonNull(reason, "reason");
      this.table = Objects.requireNonNull(table, "table");
      this.detail = Objects.requireNonNull(detail, "detail");
    }

    @Override
    public OperationId operation() {
      return operation;
    }

    /** Why. */
    public Reason reason() {
      return reason;
    }

    /** The table for which it was rejected; empty if that is not about one. */
    public Optional<String> table() {
      return table;
    }

    /** What happened, in a sentence for people. */
    public String detail() {
      return detail;
    }

    @Override
    public String toString() {
      return "operation " + operation + " is rejected (" + reason + "): " + detail;
    }
  }

  /** Either all of it is visible, or nothing; ask {@link TableGroup#resolve} which. */
  final class Unknown implements CommitResult {
    private final OperationId operation;
    private final RuntimeException cause;

    /** A transaction of which {@code cause} keeps the outcome. */
    public Unknown(OperationId operation, RuntimeException cause) {
      this.operation = Objects.requireNonNull(operation, "operation");
      this.cause = Objects.requireNonNull(cause, "cause");
    }

    @Override
    public OperationId operation() {
      return operation;
    }

    /** What kept the outcome from being known. */
    public RuntimeException cause() {
      return cause;
    }

    @Override
    public String toString() {
      return "the outcome of operation "
          + operation
          + " is unknown until it is resolved: "
          + cause.getMessage();
    }
  }
}
