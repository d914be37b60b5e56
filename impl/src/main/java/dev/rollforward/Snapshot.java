package dev.rollforward;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.SortedSet;
import org.lance.Dataset;

/**
 * All tables of a group as one manifest shows them: immutable, however far the tables move on. Safe
 * for use by several threads.
 *
 * <p>An open snapshot keeps the versions that it shows from being cleaned up by its handle, so
 * close it. Readers that were opened from it stay open. Once it is closed, it opens nothing more
 * and throws {@link IllegalStateException}; {@link #version()}, {@link #tables()} and {@link #pin}
 * go on. Implemented by this library only.
 */
public interface Snapshot extends AutoCloseable {
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
   * @throws IllegalStateException if the group or this snapshot is closed
   */
  TableReader read(String name);

  /**
   * Opens table {@code name} as the plain Lance dataset of its pin, for everything that Lance can
   * do with a version: search, take, statistics, SQL. Do not write through it: what is committed so
   * is an external change, which no reader of the group sees.
   *
   * @return a dataset at the pinned version; the caller closes it, before the group
   * @throws NoSuchTableException if there is no such table
   * @throws StoreException.Unreadable if the pinned version is gone
   * @throws StoreException if it cannot be opened
   * @throws IllegalStateException if the group or this snapshot is closed
   */
  Dataset dataset(String name);

  /**
   * Table {@code name} as other machines need it to write rows for it, which a transaction of this
   * group then commits: {@link StagingTarget#stage}.
   *
   * @throws NoSuchTableException if there is no such table
   * @throws IllegalStateException if the snapshot or the group is closed
   * @throws StoreException as {@link #read}
   */
  StagingTarget stagingTarget(String name);

  /**
   * The newest snapshot of its group, never an older one.
   *
   * @return this one if the manifest has not changed; otherwise another one, which the caller
   *     closes as well as this
   * @throws StoreException if the manifest cannot be read
   * @throws IllegalStateException if the group or this snapshot is closed
   */
  Snapshot refresh();

  /**
   * Keeps what it shows from being cleaned up by any process, not by its own handle alone, for
   * {@code time} from now, by the clocks of both. Another call prolongs that, and closing ends it.
   * It is a file in the group.
   *
   * @param time how long, at least a second: longer than what is read takes, and than clocks differ
   * @throws IllegalArgumentException if it is shorter
   * @throws StoreException.Unreadable if a clean-up has begun to delete it (MISSING): take a newer
   *     snapshot
   * @throws StoreException if it cannot be written
   * @throws IllegalStateException if the group is read-only, or it or this snapshot is closed
   */
  void lease(Duration time);

  /** Lets the versions that it shows be cleaned up. Does nothing if closed already. */
  @Override
  void close();
}
