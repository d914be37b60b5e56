package dev.rollforward.port;

import dev.rollforward.StoreException;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import java.util.List;

/**
 * Whether versions of tables can be read, with all that they need. Writes nothing. Safe for use by
 * several threads, and beside processes that commit to the tables.
 */
public interface TableCheck {
  /**
   * Opens the version that {@code table} shows, looks for every file that it needs, and counts its
   * rows.
   *
   * @param readsRows whether to read every row, too, which alone finds what was altered within a
   *     file
   * @return how many rows it has
   * @throws StoreException.Unreadable if the version, or a file of it, is missing or damaged, or
   *     another transaction made it
   * @throws StoreException if it cannot be read now
   */
  long rows(PinnedTable table, boolean readsRows);

  /**
   * The datasets that there are, of whatever operation; some may be half made.
   *
   * @throws StoreException if they cannot be listed
   */
  List<TableId> datasets();

  /** Where {@code table} is, for messages. */
  String location(TableId table);
}
