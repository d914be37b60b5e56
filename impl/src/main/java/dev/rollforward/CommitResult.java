package dev.rollforward;

import dev.rollforward.core.ExpectedVersionMismatch;
import java.util.Objects;

/** How an operation ended, as far as its caller can be told. */
public sealed interface CommitResult {
  /** The operation. */
  OperationId operation();

  /**
   * All of its tables are visible, for good. Invariant: {@code AckedIsVisible}.
   *
   * @param manifestVersion a manifest version in which they are
   * @param converged whether its owner learned it by reading the decision (rule 8), because a sweep
   *     was faster or the answer of its own publish was lost
   */
  record Committed(OperationId operation, long manifestVersion, boolean converged)
      implements CommitResult {
    /** Checks for nulls. */
    public Committed {
      Objects.requireNonNull(operation, "operation");
    }
  }

  /**
   * None of it is visible, ever, because a table it concerns has moved. It can be tried again as a
   * new operation. Invariant: {@code FailedIsInvisible}.
   *
   * @param mismatch the table, and both versions
   */
  record Conflict(OperationId operation, ExpectedVersionMismatch mismatch) implements CommitResult {
    /** Checks for nulls. */
    public Conflict {
      Objects.requireNonNull(operation, "operation");
      Objects.requireNonNull(mismatch, "mismatch");
    }
  }

  /**
   * None of it is visible, ever: a sweep in another process aborted it, or a table refused its
   * commit. It can be tried again as a new operation. Invariant: {@code FailedIsInvisible}.
   *
   * @param reason what happened, in a sentence
   */
  record Aborted(OperationId operation, String reason) implements CommitResult {
    /** Checks for nulls. */
    public Aborted {
      Objects.requireNonNull(operation, "operation");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * None of it is visible, ever: an external tool has committed to a table above its visible
   * version, and the change would take that away. Adopt what it has committed, or discard it.
   *
   * @param table the table
   * @param version the newest such version
   * @param adoptable whether it can be adopted: nothing but external commits is above the visible
   *     version
   */
  record ExternalChange(OperationId operation, String table, long version, boolean adoptable)
      implements CommitResult {
    /** Checks for nulls. */
    public ExternalChange {
      Objects.requireNonNull(operation, "operation");
      Objects.requireNonNull(table, "table");
    }
  }

  /**
   * The outcome could not be read: all of it is visible, or none, and recovery will settle which.
   * Whoever tries it again as a new operation may apply it twice; ask for its outcome first.
   *
   * @param cause what kept it from being read
   */
  record Indeterminate(OperationId operation, RuntimeException cause) implements CommitResult {
    /** Checks for nulls. */
    public Indeterminate {
      Objects.requireNonNull(operation, "operation");
      Objects.requireNonNull(cause, "cause");
    }
  }
}
