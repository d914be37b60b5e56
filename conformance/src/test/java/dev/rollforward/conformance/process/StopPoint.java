package dev.rollforward.conformance.process;

import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.published.engine.Action;

/**
 * Where a worker process pauses until it is told to continue.
 *
 * @param step a failpoint of our protocol or an action of the published sweep, by name
 * @param nth the number of the arrival, from 1
 */
record StopPoint(String step, int nth) {
  static final StopPoint NOWHERE = new StopPoint("-", 0);

  static StopPoint at(Failpoint failpoint, int nth) {
    return new StopPoint(failpoint.name(), nth);
  }

  static StopPoint at(Failpoint failpoint) {
    return at(failpoint, 1);
  }

  /** Right after {@code action}. */
  static StopPoint after(Action action, int nth) {
    return new StopPoint(action.name(), nth);
  }

  static StopPoint after(Action action) {
    return after(action, 1);
  }

  static StopPoint parse(String text) {
    String[] parts = text.split(":", -1);
    return new StopPoint(parts[0], Integer.parseInt(parts[1]));
  }

  boolean isNowhere() {
    return equals(NOWHERE);
  }

  @Override
  public String toString() {
    return step + ":" + nth;
  }
}
