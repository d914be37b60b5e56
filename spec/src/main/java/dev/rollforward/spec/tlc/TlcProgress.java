package dev.rollforward.spec.tlc;

import java.time.Duration;

/**
 * How far a run of TLC has come.
 *
 * @param phase what TLC is doing
 * @param depth the depth reached, in states
 * @param generated states generated so far
 * @param distinct distinct states found so far
 * @param queue states that wait to be explored
 * @param elapsed since the start of TLC's JVM
 */
public record TlcProgress(
    Phase phase, int depth, long generated, long distinct, long queue, Duration elapsed) {
  /** The stages of a run; the counts stand still in the last one. */
  public enum Phase {
    STARTING,
    EXPLORING,
    LIVENESS
  }
}
