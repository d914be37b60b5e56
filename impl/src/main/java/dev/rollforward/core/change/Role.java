package dev.rollforward.core.change;

/** Whether a change is made for what a table holds, or for how it is stored. */
public enum Role {
  /** It changes what readers see. */
  LOGICAL,
  /** It changes files and indices only; it gives way to a logical one. */
  DERIVED
}
