package dev.rollforward.conformance.process;

import dev.rollforward.engine.Failpoint;
import dev.rollforward.published.engine.Action;

/**
 * Where a process stands still until it is told to go on.
 *
 * @param step a failpoint of the shipped protocol or an action of the published sweep, by name
 * @param nth at which arrival, from 1
 */
record Stop(String step, int nth) {
  static final Stop NOWHERE = new Stop("-", 0);

  static Stop at(Failpoint failpoint, int nth) {
    return new Stop(failpoint.name(), nth);
  }

  static Stop at(Failpoint failpoint) {
    return at(failpoint, 1);
  }

  /** Right after {@code action}. */
  static Stop after(Action action, int nth) {
    return new Stop(action.name(), nth);
  }

  static Stop after(Action action) {
    return after(action, 1);
  }

  static Stop parse(String text) {
    String[] parts = text.split(":", -1);
    return new Stop(parts[0], Integer.parseInt(parts[1]));
  }

  boolean isNowhere() {
    return equals(NOWHERE);
  }

  @Override
  public String toString() {
    return step + ":" + nth;
  }
}
