package dev.rollforward.lance;

import dev.rollforward.core.TableId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lance.Dataset;

/**
 * One open version of each table, where opening one costs requests: a version never changes. The
 * tables used last are kept. Safe for use by several threads.
 */
final class KeptDatasets implements AutoCloseable {
  private static final int MOST = 64;

  private final Map<TableId, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  /** The dataset of {@code table} at {@code version}, if it is kept. */
  synchronized Optional<Lease> find(TableId table, long version) {
    return Optional.ofNullable(kept.get(table))
        .filter(entry -> entry.version == version)
        .map(Lease::new);
  }

  /** The version of {@code table} that is kept, whichever it is. */
  synchronized Optional<Lease> find(TableId table) {
    return Optional.ofNullable(kept.get(table)).map(Lease::new);
  }

  /**
   * Keeps {@code dataset} in place of what was kept of {@code table}, until another takes its
   * place; from now on it is closed here.
   */
  synchronized Lease keep(TableId table, Dataset dataset) {
    if (closed) {
      return pass(dataset);
    }
    Kept entry = new Kept(dataset);
    Lease lease = new Lease(entry);
    Optional.ofNullable(kept.put(table, entry)).ifPresent(this::drop);
    Iterator<Kept> oldest = kept.values().iterator();
    while (kept.size() > MOST) {
      drop(oldest.next());
      oldest.remove();
    }
    return lease;
  }

  /** Closes {@code dataset} as soon as its user has closed the lease. */
  synchronized Lease pass(Dataset dataset) {
    Kept entry = new Kept(dataset);
    entry.isKept = false;
    return new Lease(entry);
  }

  private void drop(Kept entry) {
    entry.isKept = false;
    closeUnused(entry);
  }

  private static void closeUnused(Kept entry) {
    if (!entry.isKept && entry.users == 0) {
      entry.dataset.close();
    }
  }

  /** Keeps nothing any more; what is in use is closed when its last user has closed it. */
  @Override
  public synchronized void close() {
    closed = true;
    kept.values().forEach(this::drop);
    kept.clear();
  }

  private static final class Kept {
    private final Dataset dataset;
    private final long version;
    private int users;
    private boolean isKept = true;

    Kept(Dataset dataset) {
      this.dataset = dataset;
      this.version = dataset.version();
    }
  }

  /** A dataset that stays open until this is closed, once, by the thread that uses it. */
  final class Lease implements AutoCloseable {
    private final Kept entry;

    private Lease(Kept entry) {
      this.entry = entry;
      entry.users++;
    }

    Dataset dataset() {
      return entry.dataset;
    }

    @Override
    public void close() {
      synchronized (KeptDatasets.this) {
        entry.users--;
        closeUnused(entry);
      }
    }
  }
}
