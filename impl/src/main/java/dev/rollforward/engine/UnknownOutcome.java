package dev.rollforward.engine;

import dev.rollforward.OperationId;

/**
 * Rides along, as suppressed, on an {@link Error} that ended a writer after its operation may have
 * been armed: recovery settles the operation, and reports how.
 */
public final class UnknownOutcome extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String operation;

  UnknownOutcome(OperationId operation) {
    super(
        "operation "
            + operation
            + " may be visible, now or later: ask for its verdict before it is tried again");
    this.operation = operation.value();
  }

  /** The operation whose outcome is unknown. */
  public OperationId operation() {
    return new OperationId(operation);
  }
}
