package dev.rollforward.conformance;

import java.util.Objects;

/**
 * A property that was violated.
 *
 * @param property its name in {@code spec/Rollforward.tla}
 * @param story the steps that led to it, one per line
 */
public record Violation(String property, String story) {
  /** Checks for nulls. */
  public Violation {
    Objects.requireNonNull(property, "property");
    Objects.requireNonNull(story, "story");
  }
}
