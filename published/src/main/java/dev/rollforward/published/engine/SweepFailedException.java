package dev.rollforward.published.engine;

import dev.rollforward.OperationId;
import dev.rollforward.core.ExpectedVersionMismatch;
import java.util.Optional;

/** A sweep, and with it the open, has failed over one operation. Its sidecar stays. */
public final class SweepFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient OperationId operation;
  private final Action action;
  private final transient ExpectedVersionMismatch mismatch;

  SweepFailedException(OperationId operation, Action action, String reason) {
    super("operation " + operation + ", " + action + ": " + reason);
    this.operation = operation;
    this.action = action;
    this.mismatch = null;
  }

  SweepFailedException(OperationId operation, Action action, ExpectedVersionMismatch mismatch) {
    super("operation " + operation + ", " + action + ": ExpectedVersionMismatch, " + mismatch);
    this.operation = operation;
    this.action = action;
    this.mismatch = mismatch;
  }

  /** The operation over which it failed. */
  public OperationId operation() {
    return operation;
  }

  /** The action that failed. */
  public Action action() {
    return action;
  }

  /** The table that had moved, if that was the reason. */
  public Optional<ExpectedVersionMismatch> mismatch() {
    return Optional.ofNullable(mismatch);
  }
}
