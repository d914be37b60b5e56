package dev.rollforward;

import java.time.Instant;
import java.util.Objects;

/**
 * A name for a point in the history of a group; while it exists, nothing of that point is cleaned
 * up. Immutable.
 *
 * @param version the manifest
 * @param time when the tag was set, by the clock of the process that set it
 */
public record Tag(long version, Instant time) {
  /**
   * @throws IllegalArgumentException if {@code version} is below 1
   */
  public Tag {
    Objects.requireNonNull(time, "time");
    if (version < 1) {
      throw new IllegalArgumentException("a tag of manifest " + version);
    }
  }
}
