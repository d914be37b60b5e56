package dev.rollforward.published.core;

/** What a sweep takes a table for. Spec: {@code Classes}. */
public enum TableClass {
  /** HEAD is below the pin. */
  InvariantViolation,
  /** HEAD is the pin. */
  NoMovement,
  /** The operation has moved it. */
  RolledPastExpected,
  /** HEAD is one above the pin, and not by this operation. */
  UnexpectedAtP1,
  /** HEAD is further above the pin than this operation would have moved it. */
  UnexpectedMultistep,
  /** It has moved, and its sidecar confirms nothing yet. */
  IncompletePhaseB
}
