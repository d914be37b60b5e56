package dev.rollforward.failpoint;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Some threads that share active failpoints; at most one party has any. Who is at a failpoint reads
 * {@link #active} and the list without locking; who changes them holds the lock.
 */
final class Party {
  private static final InheritableThreadLocal<Party> MINE = new InheritableThreadLocal<>();
  private static final ReentrantLock LOCK = new ReentrantLock(true);
  private static final Condition FREE = LOCK.newCondition();

  private static volatile Party active;

  private final String founder = Thread.currentThread().getName();
  // Oldest first. Few, seldom changed, and read by threads that must not wait for each other.
  private final List<Activation> activations = new CopyOnWriteArrayList<>();

  private Party() {}

  /** The one whose failpoints are active, or null. */
  static Party active() {
    return active;
  }

  /** Adds an activation to the party of this thread, which is a new one if it has none. */
  static Activation add(FailpointName name, int nth, Effect effect, Duration patience) {
    LOCK.lock();
    try {
      Party party = isMember() ? active : null;
      if (party == null) {
        awaitTurn(name, patience);
        party = new Party();
      }
      Activation activation = new Activation(party, name, nth, effect);
      party.activations.add(activation);
      MINE.set(party);
      active = party;
      return activation;
    } finally {
      LOCK.unlock();
    }
  }

  private static boolean isMember() {
    return active != null && MINE.get() == active;
  }

  private static void awaitTurn(FailpointName name, Duration patience) {
    long left = patience.toNanos();
    try {
      while (active != null) {
        if (left <= 0) {
          throw new IllegalStateException(
              "cannot activate %s: for %s now thread '%s' and those it started have active %s"
                      .formatted(name.name(), patience, active.founder, active.names())
                  + ". Close those, or activate in a thread that was started afterwards");
        }
        left = FREE.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting to activate " + name.name(), e);
    }
  }

  /** How many threads wait for their turn. */
  static int waiting() {
    LOCK.lock();
    try {
      return LOCK.getWaitQueueLength(FREE);
    } finally {
      LOCK.unlock();
    }
  }

  private List<String> names() {
    return activations.stream().map(activation -> activation.name().name()).toList();
  }

  /** The calling thread is at {@code name}, of this party or not. */
  void reach(FailpointName name) {
    boolean isMember = MINE.get() == this;
    for (Activation activation : activations) {
      if (activation.name() != name) {
        continue;
      }
      if (isMember) {
        activation.arrive();
      } else {
        activation.passBy();
      }
    }
  }

  void remove(Activation activation) {
    LOCK.lock();
    try {
      activations.remove(activation);
      if (activations.isEmpty()) {
        active = null;
        MINE.remove();
        FREE.signalAll();
      }
    } finally {
      LOCK.unlock();
    }
  }
}
