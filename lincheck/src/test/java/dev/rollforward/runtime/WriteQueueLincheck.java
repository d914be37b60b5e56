package dev.rollforward.runtime;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.jetbrains.lincheck.datastructures.Operation;

/**
 * The queue of writers and the gate through which it is closed: turns number themselves by a plain
 * field, which only turns and the freeing touch. Its sequential specification is {@link Spec}.
 *
 * <p>Public, as Lincheck needs it.
 */
public class WriteQueueLincheck {
  static final int REFUSED = -1;
  static final int FREED = -2;

  private final CloseGate gate = new CloseGate("the group");
  private final WriteQueue queue = new WriteQueue(gate);
  private int turns;

  /** The number of this turn, from 1; {@link #REFUSED} once it is closed. */
  @Operation
  public int turn() {
    return orRefused(() -> run(() -> turns == FREED ? FREED : ++turns));
  }

  /** How many turns there were; {@link #REFUSED} once it is closed. */
  @Operation
  public int turns() {
    return orRefused(() -> run(() -> turns));
  }

  /** Closes it, and frees what turns use. */
  @Operation
  public void close() {
    close(() -> turns = FREED);
  }

  <T> T run(Supplier<T> turn) {
    return queue.run(List.of("a"), turn);
  }

  void close(Runnable free) {
    gate.close(free, ChronoUnit.FOREVER.getDuration());
  }

  private static int orRefused(Supplier<Integer> call) {
    try {
      return call.get();
    } catch (IllegalStateException closed) {
      return REFUSED;
    }
  }

  /** What it is in one thread. */
  public static class Spec {
    private int turns;
    private boolean closed;

    /** A turn. */
    public int turn() {
      return closed ? REFUSED : ++turns;
    }

    /** How many there were. */
    public int turns() {
      return closed ? REFUSED : turns;
    }

    /** Closes. */
    public void close() {
      closed = true;
    }
  }

  /** Broken: no thread waits for its turn. */
  public static class Everybody extends WriteQueueLincheck {
    @Override
    <T> T run(Supplier<T> turn) {
      return turn.get();
    }
  }

  /**
   * Broken: who has looked whether it is closed is not inside yet, so it can be freed under him.
   */
  public static class CheckThenAct extends WriteQueueLincheck {
    private volatile boolean closed;

    @Override
    <T> T run(Supplier<T> turn) {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      synchronized (this) {
        return turn.get();
      }
    }

    @Override
    void close(Runnable free) {
      closed = true;
      synchronized (this) {
        free.run();
      }
    }
  }
}
