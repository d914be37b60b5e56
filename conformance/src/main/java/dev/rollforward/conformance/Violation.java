package dev.rollforward.conformance;

import java.util.Objects;

/**
 * A property that did not hold.
 *
 * @param property its name in {@code spec/Rollforward.tla}
 * @param story what had happened, step by step
 */
public record Violation(String property, String story) {
  /** Checks for nulls. */
  public Violation {
    Objects.requireNonNull(property, "property");
    Objects.requireNonNull(story, "story");
  }
}
