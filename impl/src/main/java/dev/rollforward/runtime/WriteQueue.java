package dev.rollforward.runtime;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The commits of one handle, one after another in order of arrival: two writers of one process
 * would only abort each other.
 *
 * <p>What one did happens before the next begins. All of them run inside a {@link CloseGate}, so
 * closing that refuses newcomers and waits for those that have arrived. Safe for use by several
 * threads.
 */
public final class WriteQueue {
  private final CloseGate gate;
  private final ReentrantLock turn = new ReentrantLock(true);

  /** An empty queue, which ends when {@code gate} is closed. */
  WriteQueue(CloseGate gate) {
    this.gate = gate;
  }

  /**
   * Runs {@code commit} in this thread, when everybody who came before is done.
   *
   * @return what it returns
   * @throws IllegalStateException if the gate is closed, or this thread is in its turn already; it
   *     was not run
   * @throws InterruptedBeforeStart if the thread is interrupted before its turn; it was not run
   */
  <T> T run(Supplier<T> commit) {
    return run(commit, Timer.ENDLESS);
  }

  /**
   * The same, unless {@code deadline} is over before its turn.
   *
   * @throws DeadlinePassed if it is; it was not run
   */
  <T> T run(Supplier<T> commit, Timer deadline) {
    return gate.inside(() -> inTurn(commit, deadline));
  }

  private <T> T inTurn(Supplier<T> commit, Timer deadline) {
    if (turn.isHeldByCurrentThread()) {
      throw new IllegalStateException("a commit cannot be begun from within another one");
    }
    awaitTurn(deadline);
    try {
      return commit.get();
    } finally {
      turn.unlock();
    }
  }

  private void awaitTurn(Timer deadline) {
    try {
      if (deadline.isEndless()) {
        turn.lockInterruptibly();
      } else if (!turn.tryLock(deadline.leftNanos(), TimeUnit.NANOSECONDS)) {
        throw new DeadlinePassed("its turn among the commits of this handle");
      }
    } catch (InterruptedException e) {
      throw new InterruptedBeforeStart("its turn among the commits of this handle");
    }
  }

  /** How many wait for their turn; for tests. */
  int waiting() {
    return turn.getQueueLength();
  }
}
