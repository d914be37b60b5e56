package dev.rollforward.lincheck;

import dev.rollforward.core.CommitResult;

/** What the caller of a commit was told. */
public enum Told {
  /** It is visible, for good. */
  COMMITTED,
  /** It never will be visible. */
  FAILED,
  /** Nothing: its process died. */
  NOTHING;

  static Told by(CommitResult result) {
    if (result instanceof CommitResult.Committed) {
      return COMMITTED;
    }
    if (result instanceof CommitResult.Aborted || result instanceof CommitResult.Conflict) {
      return FAILED;
    }
    throw new IllegalStateException("no answer is ever lost in memory, but: " + result);
  }
}
