package dev.rollforward.runtime;

import dev.rollforward.NoSuchTableException;
import dev.rollforward.Snapshot;
import dev.rollforward.TableReader;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/** A snapshot: one manifest of an open group. */
public final class ManifestSnapshot implements Snapshot {
  private final GroupHandle group;
  private final Manifest manifest;

  /**
   * What {@code manifest} shows.
   *
   * @param group where to read it; only {@link #read} and {@link #refresh} use it
   */
  public ManifestSnapshot(GroupHandle group, Manifest manifest) {
    this.group = group;
    this.manifest = manifest;
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
    PinnedTable table =
        manifest
            .table(name)
            .orElseThrow(() -> new NoSuchTableException(name, version(), manifest.pins().keySet()));
    return group.inside(() -> reading.read(table));
  }

  @Override
  public Snapshot refresh() {
    Snapshot newest = group.snapshot();
    return newest.version() > version() ? newest : this;
  }

  Manifest manifest() {
    return manifest;
  }
}
