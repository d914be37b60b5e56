package dev.rollforward.conformance.published;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import dev.rollforward.published.engine.SweepEvent;
import dev.rollforward.published.engine.SweepListener;
import java.util.function.Predicate;

/** Runs something right after the n-th step of a kind, once; tests assert that it ran. */
final class OnNthStep {
  private final String where;
  private final int nth;
  private final Runnable act;
  private int seen;

  private OnNthStep(String where, int nth, Runnable act) {
    this.where = where;
    this.nth = nth;
    this.act = act;
  }

  /** At the first {@code action} of the published sweep. */
  static Published at(dev.rollforward.published.engine.Action action, Runnable act) {
    return at(action, 1, act);
  }

  /** At the {@code nth} {@code action} of the published sweep. */
  static Published at(dev.rollforward.published.engine.Action action, int nth, Runnable act) {
    return new Published(event -> event.action() == action, new OnNthStep(action.name(), nth, act));
  }

  /** At the first {@code action} of our protocol. */
  static Shipped at(dev.rollforward.Action action, Runnable act) {
    return at(action, 1, act);
  }

  /** At the {@code nth} {@code action} of our protocol. */
  static Shipped at(dev.rollforward.Action action, int nth, Runnable act) {
    return new Shipped(event -> event.action() == action, new OnNthStep(action.name(), nth, act));
  }

  /** At the {@code nth} step of our protocol, whatever it is. */
  static Shipped atStep(int nth, Runnable act) {
    return new Shipped(event -> true, new OnNthStep("step " + nth, nth, act));
  }

  private void arrive() {
    if (++seen == nth) {
      act.run();
    }
  }

  boolean hasFired() {
    return seen >= nth;
  }

  private void assertFired() {
    assertThat(hasFired()).as("it came to " + where).isTrue();
  }

  record Published(Predicate<SweepEvent> where, OnNthStep once) implements SweepListener {
    @Override
    public void onStep(SweepEvent event) {
      if (where.test(event)) {
        once.arrive();
      }
    }

    void assertFired() {
      once.assertFired();
    }
  }

  record Shipped(Predicate<ProtocolEvent> where, OnNthStep once) implements ProtocolListener {
    @Override
    public void onStep(ProtocolEvent event) {
      if (where.test(event)) {
        once.arrive();
      }
    }

    void assertFired() {
      once.assertFired();
    }

    boolean hasFired() {
      return once.hasFired();
    }
  }
}
