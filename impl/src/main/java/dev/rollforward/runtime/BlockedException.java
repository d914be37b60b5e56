package dev.rollforward.runtime;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;

/** An operation of somebody else is in the way and can be neither finished nor undone. */
final class BlockedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BlockedException(OperationId operation, StoreException cause) {
    super(
        "operation "
            + operation
            + " is unfinished on one of its tables, and cannot be recovered: "
            + cause.getMessage(),
        cause);
  }
}
