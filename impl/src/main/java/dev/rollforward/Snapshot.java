package dev.rollforward;

import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.lance.LanceVersionReader;
import dev.rollforward.port.StoreException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All tables of a group as one manifest shows them: immutable, however far the tables move on; it
 * need not be closed. Safe for use by several threads.
 */
public final class Snapshot {
  private final TableGroup group;
  private final Manifest manifest;

  Snapshot(TableGroup group, Manifest manifest) {
    this.group = group;
    this.manifest = manifest;
  }

  /** The manifest version it shows; grows with every visible change. */
  public long version() {
    return manifest.version();
  }

  /** The names of its tables. */
  public SortedSet<String> tables() {
    return new TreeSet<>(manifest.pins().keySet());
  }

  /** The Lance version of table {@code name}; empty if there is no such table. */
  public Optional<Long> pin(String name) {
    return manifest.pin(name).map(Pin::version);
  }

  /**
   * Opens table {@code name} for reading.
   *
   * @return a reader; the caller closes it
   * @throws Operation.NoSuchTableException if there is no such table
   * @throws StoreException.Unreadable if the pinned version is gone
   * @throws StoreException if it cannot be opened
   * @throws IllegalStateException if the group is closed
   */
  public LanceVersionReader read(String name) {
    return read(name, group.data()::open);
  }

  <R> R read(String name, TableData.Reading<R> reading) {
    Pin pin =
        manifest.pin(name).orElseThrow(() -> new Operation.NoSuchTableException(name, manifest));
    return group.inside(() -> reading.read(pin.table(), pin.version()));
  }

  /**
   * The newest snapshot of its group, never an older one.
   *
   * @return this one if the manifest has not changed
   * @throws StoreException if the manifest cannot be read
   * @throws IllegalStateException if the group is closed
   */
  public Snapshot refresh() {
    Snapshot newest = group.snapshot();
    return newest.version() > version() ? newest : this;
  }

  Manifest manifest() {
    return manifest;
  }
}
