package dev.rollforward.engine;

/** What stands under the name of an operation's sidecar. */
enum StandingSidecar {
  /** Nothing. */
  NONE,
  /** What this writer has put. */
  OWN,
  /** That of another try of the same id, which is its caller's. */
  OF_ANOTHER
}
