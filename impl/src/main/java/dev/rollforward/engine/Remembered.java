package dev.rollforward.engine;

import dev.rollforward.OperationId;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one process remembers from one operation to the next, so that it need not ask. Facts that
 * stay true, or whose end costs another attempt and nothing else. Safe for use by several threads.
 */
public final class Remembered {
  private static final int MOST = 1024;

  private final int most;
  private final boolean preparesFromMemory;
  private final Map<OperationId, Long> gone = new Latest<>();

  /** The pin that was HEAD: that a version resolves to itself is a fact for good. */
  private final Map<TableId, Long> bases = new Latest<>();

  private Remembered(int most, boolean preparesFromMemory) {
    this.most = most;
    this.preparesFromMemory = preparesFromMemory;
  }

  /**
   * Nothing yet.
   *
   * @param preparesFromMemory whether a table is prepared without a look at it, on what the last
   *     commit of this process has left there
   */
  public static Remembered nothingYet(boolean preparesFromMemory) {
    return new Remembered(MOST, preparesFromMemory);
  }

  /** A process that remembers nothing, and asks whenever it wants to know. */
  public static Remembered nothing() {
    return new Remembered(0, false);
  }

  /** The entries that were made last. */
  private final class Latest<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }

  /** The last commit of {@code sidecar} to each table is HEAD there, and the pin. */
  void published(Sidecar sidecar) {
    synchronized (bases) {
      for (TablePlan plan : sidecar.committing()) {
        plan.pinAfter().ifPresent(pin -> bases.put(plan.table(), pin.version()));
      }
    }
  }

  /** HEAD of {@code table} is no longer what this process has left there. */
  void moved(TableId table) {
    synchronized (bases) {
      bases.remove(table);
    }
  }

  /** What {@code sidecar} was to commit came too late, to at least one of its tables. */
  void cameTooLate(Sidecar sidecar) {
    sidecar.committing().forEach(plan -> moved(plan.table()));
  }

  /** What {@code table} may be prepared on, without a look, if {@code pin} is its pin. */
  OptionalLong base(TableId table, long pin) {
    if (!preparesFromMemory) {
      return OptionalLong.empty();
    }
    synchronized (bases) {
      return Long.valueOf(pin).equals(bases.get(table))
          ? OptionalLong.of(pin)
          : OptionalLong.empty();
    }
  }

  /**
   * The sidecar of {@code operation} was deleted, after manifest {@code decidedIn} had decided it.
   * Only for that decision it is gone: an id may be used again.
   */
  void tidied(OperationId operation, long decidedIn) {
    synchronized (gone) {
      gone.put(operation, decidedIn);
    }
  }

  /** Whether the sidecar of {@code operation} was gone after {@code decidedIn} had decided it. */
  boolean isGone(OperationId operation, long decidedIn) {
    synchronized (gone) {
      return Long.valueOf(decidedIn).equals(gone.get(operation));
    }
  }
}
