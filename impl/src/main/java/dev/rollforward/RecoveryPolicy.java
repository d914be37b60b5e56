package dev.rollforward;

/**
 * What opening a group for writing does about operations that others left unfinished. None of it is
 * needed for safety: readers see committed data only, and a transaction that meets an unfinished
 * operation on one of its tables recovers it first. More policies may come.
 */
public enum RecoveryPolicy {
  /** Nothing; {@link TableGroup#recover()} does all of it. */
  NONE,
  /**
   * Makes visible what is complete, waits for nobody, and leaves the rest: its owners may be alive.
   * The default.
   */
  ROLL_FORWARD,
  /**
   * Finishes everything as {@link TableGroup#recover()} does, which waits for owners for up to
   * {@link OpenOptions#patience()} and then rolls their operations back.
   */
  FULL
}
