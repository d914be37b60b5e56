package dev.rollforward.port;

import dev.rollforward.StoreException;
import java.time.Instant;
import java.util.SortedMap;

/**
 * The files of all tables of a group, for those who delete some. A path is below the root of the
 * group, with slashes between its parts; that of a folder ends in one. Safe for use by several
 * threads.
 */
public interface TableFiles {
  /**
   * How large each file in {@code folder} is, in bytes, by its path; folders in it included. In an
   * object store it may miss what was just made and have what was just deleted: what counts is
   * asked for by {@link #exists}.
   *
   * @throws StoreException if it cannot be read
   */
  SortedMap<String, Long> in(String folder);

  /**
   * When each file in {@code folder} was made, by the clock of whatever keeps it, by its path;
   * folders in it included. It is the same whoever asks, as files never change; a listing may miss
   * some as {@link #in} does.
   *
   * @throws StoreException if it cannot be read
   */
  SortedMap<String, Instant> times(String folder);

  /**
   * Whether there is a file {@code path}, at this moment.
   *
   * @throws StoreException if that cannot be determined
   */
  boolean exists(String path);

  /**
   * Deletes the file {@code path}, or the folder with all that is in it; does nothing if it is
   * gone.
   *
   * @throws StoreException if some of it may still be there
   */
  void delete(String path);
}
