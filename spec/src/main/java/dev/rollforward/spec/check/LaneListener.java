package dev.rollforward.spec.check;

import dev.rollforward.spec.report.Outcome;
import dev.rollforward.spec.tlc.TlcProgress;

/**
 * Hears of a check while it goes on. Faults and scenes are checked side by side, so calls may come
 * from several threads at once.
 */
public interface LaneListener {
  /** A listener that does nothing. */
  LaneListener NONE = new LaneListener() {};

  /** The check of a model, fault or scene begins. */
  default void started(String name) {}

  /** It goes on; called about once a second, or once a minute for a simulation. */
  default void progress(String name, TlcProgress progress) {}

  /** It is over; of the coverage of a module, only this is told. */
  default void finished(Outcome outcome) {}
}
