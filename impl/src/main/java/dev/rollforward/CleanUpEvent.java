package dev.rollforward;

import java.util.Objects;
import java.util.Optional;

/**
 * One step of a clean-up that has just taken effect.
 *
 * @param action the spec action
 * @param item what was deleted; empty for the steps before
 */
public record CleanUpEvent(CleanUpAction action, Optional<CleanUpPlan.Item> item) {
  /** Checks for nulls. */
  public CleanUpEvent {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(item, "item");
  }
}
