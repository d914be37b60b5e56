package dev.rollforward.port;

import dev.rollforward.StoreException;
import dev.rollforward.core.TableId;
import java.util.List;

/**
 * What of a table's versions and files nobody needs. Safe for use by several threads, and beside
 * processes that commit to the table.
 */
public interface TableCleanUp {
  /**
   * Something that can be deleted.
   *
   * @param path where it is; a folder, whose path ends in a slash, stands for all that is in it
   * @param bytes how much room it takes
   * @param why why nobody needs it
   */
  record Removable(String path, long bytes, String why) {}

  /**
   * What only versions of {@code table} below {@code floor} need, in the order in which to delete
   * it: each version goes after its files, so that a clean-up that dies is resumed by the next.
   * HEAD is never among them, nor anything that a version from {@code floor} on names.
   *
   * @throws StoreException if it cannot be read
   */
  List<Removable> below(TableId table, long floor);

  /**
   * All of {@code table}; nothing if it is gone.
   *
   * @throws StoreException if it cannot be read
   */
  List<Removable> all(TableId table);

  /**
   * Deletes it; does nothing if it is gone.
   *
   * @throws StoreException if some of it may still be there
   */
  void delete(Removable removable);
}
