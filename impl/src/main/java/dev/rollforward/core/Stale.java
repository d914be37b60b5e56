package dev.rollforward.core;

import java.time.Instant;
import java.util.Objects;

/**
 * What a clean-up has announced of staged files: those that no version named, and that the store
 * says are older, are nobody's. Spec: {@code since} and {@code stale} of a manifest of {@code
 * CleanUp.tla}.
 *
 * @param manifest the manifest that announced it last; what was begun on it or later has staged its
 *     files after the clean-up had listed them
 * @param before by the clock of the store; never less than what was announced before
 */
public record Stale(long manifest, Instant before) {
  /**
   * @throws IllegalArgumentException if {@code manifest} is below 2
   */
  public Stale {
    Objects.requireNonNull(before, "before");
    if (manifest < 2) {
      throw new IllegalArgumentException("manifest " + manifest + " announces nothing");
    }
  }
}
