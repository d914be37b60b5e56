package dev.rollforward.lincheck;

import dev.rollforward.CommitResult;

/** The result of a commit, as its caller got it. */
public enum Outcome {
  /** It is visible, for good. */
  COMMITTED,
  /** It never will be visible. */
  FAILED,
  /** It never will be visible, because a table has moved since the snapshot it was made on. */
  MOVED,
  /** It never will be visible, because a table is not there, or a name is taken. */
  IMPOSSIBLE,
  /** It changes nothing, because what it takes in was taken in before. */
  REPEATED,
  /** None: its process died or stalled, or could not find out. */
  NOTHING;

  static Outcome by(CommitResult result, boolean onSnapshot) {
    if (result instanceof CommitResult.Committed committed) {
      return committed.isRepeat() ? REPEATED : COMMITTED;
    }
    if (result instanceof CommitResult.Rejected rejected) {
      return onSnapshot && rejected.reason() == CommitResult.Reason.CONFLICT ? MOVED : FAILED;
    }
    return NOTHING;
  }
}
