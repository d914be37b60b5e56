package dev.rollforward.core;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Keeps what a manifest shows from being cleaned up by any process, for a time. Spec: {@code
 * leases} of {@code CleanUp.tla}, which go when their readers close; the time is for readers that
 * die.
 *
 * @param group the group it belongs to
 * @param id its name
 * @param version the manifest
 * @param until when it ends, by the clock of the process that cleans up
 */
public record Lease(GroupId group, UUID id, long version, Instant until) {
  /**
   * @throws IllegalArgumentException if {@code version} is below 1
   */
  public Lease {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(until, "until");
    if (version < 1) {
      throw new IllegalArgumentException("a lease of manifest " + version);
    }
  }
}
