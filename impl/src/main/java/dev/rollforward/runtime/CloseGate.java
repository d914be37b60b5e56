package dev.rollforward.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Keeps what calls use from being freed under them. Calls run inside; closing refuses newcomers,
 * waits until nobody is inside any more, and only then frees.
 *
 * <p>Whatever a call did inside happens before the freeing. A thread that is inside may call in
 * again, also while the gate is being closed. Safe for use by several threads.
 */
public final class CloseGate {
  private enum State {
    OPEN,
    CLOSING,
    CLOSED
  }

  private final String name;
  // How deep each thread is inside. This and the state are read and written under the monitor.
  private final Map<Thread, Integer> inside = new HashMap<>();
  private State state = State.OPEN;

  /**
   * An open gate.
   *
   * @param name what it guards, for the message of a refusal
   */
  public CloseGate(String name) {
    this.name = name;
  }

  /**
   * Runs {@code call} inside, in this thread.
   *
   * @return what the call returns
   * @throws IllegalStateException if the gate is closed, or being closed; nothing was run
   */
  public <T> T inside(Supplier<T> call) {
    enter();
    try {
      return call.get();
    } finally {
      leave();
    }
  }

  /**
   * Frees by {@code free}, once nobody is inside. If that throws, the gate is open as before. Does
   * nothing if it is closed. Waits for those inside, and for another close, without regard to
   * interrupts, which stay set.
   *
   * @throws IllegalStateException if the calling thread is inside: it would wait for itself
   */
  public void close(Runnable free) {
    if (!beginClosing()) {
      return;
    }
    State next = State.OPEN;
    try {
      free.run();
      next = State.CLOSED;
    } finally {
      endClosing(next);
    }
  }

  private synchronized void enter() {
    if (state != State.OPEN && !isInside()) {
      throw new IllegalStateException(
          name + (state == State.CLOSED ? " is closed" : " is being closed"));
    }
    inside.merge(Thread.currentThread(), 1, Integer::sum);
  }

  private synchronized void leave() {
    int depth = inside.get(Thread.currentThread());
    if (depth > 1) {
      inside.put(Thread.currentThread(), depth - 1);
      return;
    }
    inside.remove(Thread.currentThread());
    notifyAll();
  }

  private boolean isInside() {
    return inside.containsKey(Thread.currentThread());
  }

  private synchronized boolean beginClosing() {
    if (isInside()) {
      throw new IllegalStateException(name + " cannot be closed from inside one of its calls");
    }
    await(() -> state != State.CLOSING);
    if (state == State.CLOSED) {
      return false;
    }
    state = State.CLOSING;
    await(inside::isEmpty);
    return true;
  }

  private synchronized void endClosing(State next) {
    state = next;
    notifyAll();
  }

  private synchronized void await(BooleanSupplier condition) {
    boolean interrupted = false;
    while (!condition.getAsBoolean()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
