package dev.rollforward.core;

import dev.rollforward.OperationId;
import java.util.Objects;

/**
 * How far a group has taken in a stream.
 *
 * @param sequence the highest sequence that was committed
 * @param operation the operation that committed it
 * @param manifestVersion the manifest that made it visible
 */
public record Source(long sequence, OperationId operation, long manifestVersion) {
  /** Checks for nulls. */
  public Source {
    Objects.requireNonNull(operation, "operation");
  }
}
