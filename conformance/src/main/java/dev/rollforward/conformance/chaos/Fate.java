package dev.rollforward.conformance.chaos;

/** What becomes of a call to a store. */
enum Fate {
  /** It takes effect and is answered. */
  ANSWERED,
  /** Its process is killed before the call. */
  KILLED_BEFORE,
  /** Its process is killed after the call has taken effect. */
  KILLED_AFTER,
  /** The call fails, and says that it had no effect. */
  FAILED,
  /** It takes effect, and the answer gets lost. */
  ANSWER_LOST,
  /** The answer gets lost, and the call takes effect later. */
  LATE,
  /** The call gets lost. */
  LOST,
  /** It takes effect and is answered, and takes effect once more later. */
  REPEATED
}
