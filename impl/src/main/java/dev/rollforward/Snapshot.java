package dev.rollforward;

import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.port.StoreException;
import dev.rollforward.store.lance.LanceTableStore;
import dev.rollforward.store.lance.LanceVersionReader;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All tables of a group as one manifest shows them: immutable, however far the tables move on. Safe
 * for use by several threads.
 */
public final class Snapshot {
  private final Manifest manifest;
  private final LanceTableStore tables;

  Snapshot(Manifest manifest, LanceTableStore tables) {
    this.manifest = manifest;
    this.tables = tables;
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
   */
  public LanceVersionReader read(String name) {
    Pin pin =
        manifest.pin(name).orElseThrow(() -> new Operation.NoSuchTableException(name, manifest));
    return tables.openVersion(pin.table(), pin.version());
  }

  Manifest manifest() {
    return manifest;
  }
}
