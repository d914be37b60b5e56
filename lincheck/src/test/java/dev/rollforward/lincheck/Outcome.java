package dev.rollforward.lincheck;

import dev.rollforward.CommitResult;

/** What the caller of a commit was told. */
public enum Outcome {
  /** It is visible, for good. */
  COMMITTED,
  /** It never will be visible. */
  FAILED,
  /** It never will be visible, because a table has moved since the snapshot it was made on. */
  MOVED,
  /** Nothing: its process died or stalled, or could not find out. */
  NOTHING;

  static Outcome by(CommitResult result, boolean onSnapshot) {
    if (result instanceof CommitResult.Committed) {
      return COMMITTED;
    }
    if (result instanceof CommitResult.Conflict) {
      return onSnapshot ? MOVED : FAILED;
    }
    return result instanceof CommitResult.Aborted ? FAILED : NOTHING;
  }
}
