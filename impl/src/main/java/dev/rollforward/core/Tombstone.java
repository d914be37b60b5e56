package dev.rollforward.core;

import dev.rollforward.OperationId;
import java.util.Objects;

/**
 * What a manifest remembers of the table that last lost some name, because it was dropped or
 * renamed. It tells a name that was never used from one that became free since, and by which
 * operation.
 *
 * @param operation the operation that dropped or renamed it
 * @param manifestVersion the manifest in which it lost the name
 * @param former what was pinned until then
 */
public record Tombstone(OperationId operation, long manifestVersion, Pin former) {
  /**
   * @throws IllegalArgumentException if no manifest can have that version
   */
  public Tombstone {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(former, "former");
    if (manifestVersion < 2) {
      throw new IllegalArgumentException("dropped in manifest " + manifestVersion);
    }
  }
}
