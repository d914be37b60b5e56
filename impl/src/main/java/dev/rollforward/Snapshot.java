package dev.rollforward;

import java.util.OptionalLong;
import java.util.SortedSet;

/**
 * All tables of a group as one manifest shows them: immutable, however far the tables move on; it
 * need not be closed. Safe for use by several threads.
 */
public interface Snapshot {
  /** The manifest version it shows; grows with every visible change. */
  long version();

  /** The names of its tables. */
  SortedSet<String> tables();

  /** The Lance version of table {@code name}; empty if there is no such table. */
  OptionalLong pin(String name);

  /**
   * Opens table {@code name} for reading.
   *
   * @return a reader; the caller closes it
   * @throws NoSuchTableException if there is no such table
   * @throws StoreException.Unreadable if the pinned version is gone
   * @throws StoreException if it cannot be opened
   * @throws IllegalStateException if the group is closed
   */
  TableReader read(String name);

  /**
   * The newest snapshot of its group, never an older one.
   *
   * @return this one if the manifest has not changed
   * @throws StoreException if the manifest cannot be read
   * @throws IllegalStateException if the group is closed
   */
  Snapshot refresh();
}
