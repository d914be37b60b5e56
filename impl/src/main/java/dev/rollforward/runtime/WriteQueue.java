package dev.rollforward.runtime;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The commits of one handle: those that have a table in common one after another, in order of
 * arrival, since two writers of one process would only abort each other there; all others side by
 * side.
 *
 * <p>Each table has one of a fixed number of locks, which it shares with few others; a commit takes
 * those of its tables in ascending order, so that no two wait for each other. What one did happens
 * before the next with a table in common begins. All of them run inside a {@link CloseGate}, so
 * closing that refuses newcomers and waits for those that have arrived. Safe for use by several
 * threads.
 */
public final class WriteQueue {
  private static final int LOCKS = 256;
  private static final String TURN = "its turn among the commits of this handle";

  private final CloseGate gate;
  private final List<ReentrantLock> turns =
      IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock(true)).toList();

  /** Set while this thread is in a turn, or waits for it. */
  private final ThreadLocal<Boolean> isIn = new ThreadLocal<>();

  /** An empty queue, which ends when {@code gate} is closed. */
  WriteQueue(CloseGate gate) {
    this.gate = gate;
  }

  /**
   * Runs {@code commit} in this thread, when everybody with a table in common who came before is
   * done.
   *
   * @param tables the names of its tables, before and after
   * @return what it returns
   * @throws IllegalStateException if the gate is closed, or this thread is in a turn already; it
   *     was not run
   * @throws InterruptedBeforeStart if the thread is interrupted before its turn; it was not run
   */
  <T> T run(Collection<String> tables, Supplier<T> commit) {
    return run(tables, commit, Timer.ENDLESS);
  }

  /**
   * The same, unless {@code deadline} is over before its turn.
   *
   * @throws DeadlinePassed if it is; it was not run
   */
  <T> T run(Collection<String> tables, Supplier<T> commit, Timer deadline) {
    return gate.inside(() -> inTurn(tables, commit, deadline));
  }

  private <T> T inTurn(Collection<String> tables, Supplier<T> commit, Timer deadline) {
    if (isIn.get() != null) {
      throw new IllegalStateException("a commit cannot be begun from within another one");
    }
    isIn.set(true);
    Deque<ReentrantLock> held = new ArrayDeque<>();
    try {
      for (int turn : turnsOf(tables)) {
        awaitTurn(turns.get(turn), deadline);
        held.push(turns.get(turn));
      }
      return commit.get();
    } finally {
      held.forEach(ReentrantLock::unlock);
      isIn.remove();
    }
  }

  /** Names that differ in case only are of one table to some file systems. */
  private static SortedSet<Integer> turnsOf(Collection<String> tables) {
    SortedSet<Integer> turns = new TreeSet<>();
    tables.forEach(
        name -> turns.add(Math.floorMod(name.toLowerCase(Locale.ROOT).hashCode(), LOCKS)));
    return turns;
  }

  private static void awaitTurn(ReentrantLock turn, Timer deadline) {
    try {
      if (deadline.isEndless()) {
        turn.lockInterruptibly();
      } else if (!turn.tryLock(deadline.leftNanos(), TimeUnit.NANOSECONDS)) {
        throw new DeadlinePassed(TURN);
      }
    } catch (InterruptedException e) {
      throw new InterruptedBeforeStart(TURN);
    }
  }

  /** How many wait for their turn; for tests. */
  int waiting() {
    return turns.stream().mapToInt(ReentrantLock::getQueueLength).sum();
  }
}
