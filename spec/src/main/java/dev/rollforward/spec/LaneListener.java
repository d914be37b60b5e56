package dev.rollforward.spec;

/**
 * Hears of a check while it goes on. Faults are checked side by side, so calls may come from
 * several threads at once.
 */
public interface LaneListener {
  /** A listener that does nothing. */
  LaneListener NONE = new LaneListener() {};

  /** The check of a model or fault begins. */
  default void started(String name) {}

  /** It goes on; called about once a second. */
  default void progress(String name, TlcProgress progress) {}

  /** It is over. */
  default void finished(Outcome outcome) {}
}
