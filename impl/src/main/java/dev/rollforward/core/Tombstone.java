package dev.rollforward.core;

import dev.rollforward.OperationId;
import java.util.Objects;

/**
 * What a manifest remembers of a name that a dataset lost, because it was dropped, replaced by
 * another or renamed. It distinguishes a name that was never used from one that became free since,
 * and by which operation; and it keeps the last that was shown of a dataset that has no name any
 * more, by which an operation on it is still known to be committed.
 *
 * @param name the name that was lost
 * @param operation the operation that dropped, replaced or renamed it
 * @param manifestVersion the manifest in which the name no longer showed it
 * @param former what was pinned until then
 */
public record Tombstone(String name, OperationId operation, long manifestVersion, Pin former) {
  /**
   * @throws IllegalArgumentException if no manifest can have that version
   */
  public Tombstone {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(former, "former");
    if (manifestVersion < 2) {
      throw new IllegalArgumentException("dropped in manifest " + manifestVersion);
    }
  }
}
