package dev.rollforward;

/** What {@link TableGroup#resolve} has found out, and made sure of. More will not come. */
public enum Resolution {
  /** All of it is visible, for good. Trying it again would apply it twice. */
  COMMITTED,
  /** None of it is visible, ever. It may be tried again, and what was staged may be deleted. */
  ABORTED,
  /**
   * Nothing records it. Either it never came to be recorded: none of it is visible, and it may be
   * tried again. Or its {@code commit()} returned {@link CommitResult.Committed} or {@link
   * CommitResult.Rejected}, which leaves no record for long. The caller knows which of the two: one
   * whose {@code commit()} returned {@link CommitResult.Unknown}, or that died in it before it
   * returned and finds this on its first resolve, cannot have been told so.
   *
   * <p>An operation that only drops or renames tables has one way more: if its process died while
   * it wrote its sidecar, or {@code commit()} returned {@link CommitResult.Unknown} although it
   * wrote that for a minute, a store that carries out what it was sent long ago may still record
   * it, and recovery commits it then.
   *
   * <p>What cannot be told apart: a process that died between the return of {@code commit()} and
   * noting it down, and asks after others have committed. It has to look at the data.
   */
  UNRECORDED
}
