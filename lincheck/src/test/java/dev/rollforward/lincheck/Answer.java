package dev.rollforward.lincheck;

/**
 * What a call on a stalled operation returned.
 *
 * @param operation the id of the operation; empty if there was none
 * @param told what its caller was told, if anything yet
 */
public record Answer(String operation, Told told) {
  /** Nobody was stalled. */
  static final Answer NONE = new Answer("", Told.NOTHING);
}
