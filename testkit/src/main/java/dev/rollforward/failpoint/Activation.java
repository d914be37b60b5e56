package dev.rollforward.failpoint;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A failpoint that is switched on until this is closed. Closing it also asserts that it fired. Safe
 * for use by several threads.
 */
public final class Activation implements AutoCloseable {
  static final int ALWAYS = 0;

  private final Party party;
  private final FailpointName name;
  private final int nth;
  private final Effect effect;
  private final AtomicInteger arrivals = new AtomicInteger();
  private final AtomicInteger fired = new AtomicInteger();
  private final AtomicInteger strangers = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean mayNotFire;

  Activation(Party party, FailpointName name, int nth, Effect effect) {
    this.party = party;
    this.name = Objects.requireNonNull(name, "name");
    this.nth = nth;
    this.effect = Objects.requireNonNull(effect, "effect");
  }

  FailpointName name() {
    return name;
  }

  void arrive() {
    int arrival = arrivals.incrementAndGet();
    if (nth == ALWAYS || nth == arrival) {
      fired.incrementAndGet();
      effect.at(name);
    }
  }

  /** A thread that is not of the party went by. */
  void passBy() {
    strangers.incrementAndGet();
  }

  /** Closing it is fine even if it has not fired. */
  public Activation mayNotFire() {
    mayNotFire = true;
    return this;
  }

  /** How often its effect has happened, or begun to. */
  public int fired() {
    return fired.get();
  }

  /**
   * Undoes it, and nothing else that is active under this name. Closing it again does nothing.
   *
   * @throws FailpointNotReached if it never fired, unless it {@linkplain #mayNotFire may not}; it
   *     is undone all the same
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    party.remove(this);
    if (fired.get() == 0 && !mayNotFire) {
      throw new FailpointNotReached(
          "failpoint %s never fired%s: %s arrivals, and %s of threads that are older than the first"
                  .formatted(name.name(), wanted(), arrivals.get(), strangers.get())
              + " activation. Check that the test gets there, or say mayNotFire()");
    }
  }

  private String wanted() {
    return nth == ALWAYS ? "" : " at arrival " + nth;
  }
}
