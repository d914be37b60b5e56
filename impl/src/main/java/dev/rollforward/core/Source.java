package dev.rollforward.core;

import dev.rollforward.OperationId;
import java.util.Objects;

/**
 * How far a group has taken in a stream.
 *
 * @param sequence the highest sequence that was committed
 * @param operation the operation that committed it
 */
public record Source(long sequence, OperationId operation) {
  /** Checks for nulls. */
  public Source {
    Objects.requireNonNull(operation, "operation");
  }
}
