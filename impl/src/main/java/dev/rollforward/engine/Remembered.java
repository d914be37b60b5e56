package dev.rollforward.engine;

import dev.rollforward.OperationId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one process remembers from one operation to the next, so that it need not ask. Facts that
 * stay true, or whose end costs another attempt and nothing else. Safe for use by several threads.
 */
public final class Remembered {
  private static final int MOST = 1024;

  private final int most;
  private final Set<OperationId> tidying = ConcurrentHashMap.newKeySet();
  private final Map<OperationId, Long> gone =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<OperationId, Long> eldest) {
          return size() > most;
        }
      };

  /** Nothing yet. */
  public Remembered() {
    this(MOST);
  }

  private Remembered(int most) {
    this.most = most;
  }

  /** A process that remembers nothing, and asks whenever it wants to know. */
  public static Remembered nothing() {
    return new Remembered(0);
  }

  /** This process is going to delete the sidecar of {@code operation}; until then it exists. */
  void tidies(OperationId operation) {
    tidying.add(operation);
  }

  /**
   * The sidecar of {@code operation} was deleted, after manifest {@code decidedIn} had decided it.
   * Only for that decision it is gone: an id may be used again.
   */
  void tidied(OperationId operation, long decidedIn) {
    synchronized (gone) {
      gone.put(operation, decidedIn);
    }
    tidying.remove(operation);
  }

  /** The sidecar of {@code operation} may be there or not. */
  void leaves(OperationId operation) {
    tidying.remove(operation);
  }

  /** Whether this process is about to delete the sidecar of {@code operation}. */
  boolean isTidying(OperationId operation) {
    return tidying.contains(operation);
  }

  /** Whether the sidecar of {@code operation} was gone after {@code decidedIn} had decided it. */
  boolean isGone(OperationId operation, long decidedIn) {
    synchronized (gone) {
      return Long.valueOf(decidedIn).equals(gone.get(operation));
    }
  }
}
