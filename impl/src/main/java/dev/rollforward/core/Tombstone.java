package dev.rollforward.core;

import dev.rollforward.OperationId;
import java.util.Objects;

/**
 * What a manifest remembers of the dataset that was last dropped, or replaced by another, under
 * some name. It tells a name that was never used from one that was dropped since, and which
 * operation dropped it.
 *
 * @param operation the operation that dropped or replaced it
 * @param manifestVersion the manifest in which the name no longer showed it
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
