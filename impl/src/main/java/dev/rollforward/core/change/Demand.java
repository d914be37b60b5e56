package dev.rollforward.core.change;

/** What a change demands of its table's name. */
public enum Demand {
  /** No table has the name. */
  ABSENT,
  /** A table has the name. */
  PRESENT
}
