package dev.rollforward.port;

import dev.rollforward.CleanUpPlan;
import dev.rollforward.StoreException;
import dev.rollforward.core.TableId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * What of a table's versions and files nobody needs. Safe for use by several threads, and beside
 * processes that commit to the table.
 */
public interface TableCleanUp {
  /**
   * Something that can be deleted.
   *
   * @param kind what it is
   * @param path where it is; a folder, whose path ends in a slash, stands for all that is in it
   * @param bytes how much room it takes
   * @param why why nobody needs it
   */
  record Removable(CleanUpPlan.Kind kind, String path, long bytes, String why)
      implements CleanUpPlan.Item {}

  /**
   * The files, of tables or beside them, that were made before {@code time} by the clock of what
   * keeps them. One that is not listed stays.
   *
   * @throws StoreException if they cannot be listed
   */
  SortedSet<String> older(Instant time);

  /**
   * What of {@code table} nobody needs, in the order in which to delete it. First what only
   * versions below {@code floor} need: each version goes after its files, so that a clean-up that
   * dies is resumed by the next. HEAD is never among them, nor anything that a version from {@code
   * floor} on names. Then what no version names at all, of {@code old}.
   *
   * @param old files that go if no version names them
   * @throws StoreException if it cannot be read
   */
  List<CleanUpPlan.Item> unneeded(TableId table, long floor, SortedSet<String> old);

  /**
   * What there is of {@code old} that belongs to no table: what a process has left half written,
   * and datasets that have no version, because the create that staged them was never committed.
   *
   * @param known the tables that somebody may still make or read
   * @throws StoreException if it cannot be read
   */
  List<CleanUpPlan.Item> strays(SortedSet<String> old, Set<TableId> known);

  /**
   * All of {@code table}; nothing if it is gone.
   *
   * @throws StoreException if it cannot be read
   */
  List<CleanUpPlan.Item> all(TableId table);

  /**
   * Deletes it; does nothing if it is gone.
   *
   * @throws StoreException if some of it may still be there
   */
  void delete(CleanUpPlan.Item item);
}
