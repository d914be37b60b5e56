package dev.rollforward.lincheck;

/**
 * What a call on a stalled operation returned.
 *
 * @param operation the id of the operation; empty if there was none
 * @param told what its caller was told, if anything yet
 */
public record ResumeResult(String operation, Outcome told) {
  /** Nobody was stalled. */
  static final ResumeResult NONE = new ResumeResult("", Outcome.NOTHING);
}
