package dev.rollforward.runtime;

import dev.rollforward.NoSuchTableException;
import dev.rollforward.Snapshot;
import dev.rollforward.StagingTarget;
import dev.rollforward.TableReader;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lance.Dataset;

/** A snapshot: one manifest of an open group. */
public final class ManifestSnapshot implements Snapshot {
  private final GroupHandle group;
  private final Manifest manifest;
  private final OpenSnapshots registry;
  private final AtomicBoolean closed = new AtomicBoolean();
  private SnapshotLease lease;

  /**
   * What {@code manifest} shows.
   *
   * @param group where to read it; only reading and {@link #refresh} use it
   * @param registry counts it until it is closed
   */
  ManifestSnapshot(GroupHandle group, Manifest manifest, OpenSnapshots registry) {
    this.group = group;
    this.manifest = manifest;
    this.registry = registry;
    registry.opened(manifest.version());
  }

  @Override
  public long version() {
    return manifest.version();
  }

  @Override
  public SortedSet<String> tables() {
    return new TreeSet<>(manifest.pins().keySet());
  }

  @Override
  public OptionalLong pin(String name) {
    return manifest.pin(name).map(Pin::version).stream().mapToLong(Long::longValue).findFirst();
  }

  @Override
  public TableReader read(String name) {
    return read(name, group.data()::open);
  }

  /** Reads table {@code name} by {@code reading}. For tests too. */
  public <R> R read(String name, TableData.Reading<R> reading) {
    requireOpen();
    PinnedTable table =
        manifest
            .table(name)
            .orElseThrow(() -> new NoSuchTableException(name, version(), manifest.pins().keySet()));
    return group.inside(() -> reading.read(table));
  }

  @Override
  public Dataset dataset(String name) {
    return read(name, group.data()::dataset);
  }

  @Override
  public StagingTarget stagingTarget(String name) {
    return read(name, group::target);
  }

  @Override
  public Snapshot refresh() {
    requireOpen();
    Snapshot newest = group.snapshot();
    if (newest.version() > version()) {
      return newest;
    }
    newest.close();
    return this;
  }

  @Override
  public void lease(Duration time) {
    requireOpen();
    group.requireWritable();
    group.inside(
        () -> {
          lease().prolong(time);
          return time;
        });
  }

  private synchronized SnapshotLease lease() {
    if (lease == null) {
      lease = group.leaseOf(manifest);
    }
    return lease;
  }

  private synchronized void endLease() {
    if (lease != null) {
      lease.end();
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      endLease();
      registry.closed(manifest.version());
    }
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException("the snapshot of manifest " + version() + " is closed");
    }
  }

  GroupHandle group() {
    return group;
  }

  Manifest manifest() {
    requireOpen();
    return manifest;
  }
}
