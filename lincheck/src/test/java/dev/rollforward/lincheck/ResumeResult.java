package dev.rollforward.lincheck;

/**
 * The result of resuming a stalled operation.
 *
 * @param operation the id of the operation; empty if there was none
 * @param told the result that its caller got, if any yet
 */
public record ResumeResult(String operation, Outcome told) {
  /** No operation was stalled. */
  static final ResumeResult NONE = new ResumeResult("", Outcome.NOTHING);

  /** It could not even begin. */
  static final ResumeResult IMPOSSIBLE = new ResumeResult("", Outcome.IMPOSSIBLE);
}
