package dev.rollforward;

/** The two ways an operation can end. The first to be written into a manifest wins, for good. */
public enum Verdict {
  /** All of the operation's tables are visible, by the same manifest that says so. */
  COMMITTED,
  /** None of it is visible, ever. */
  ABORTED
}
