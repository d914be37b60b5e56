package dev.rollforward;

import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * One change to several tables, staged table by table and then committed at once. Staged data is on
 * disk but visible to nobody; a transaction that is never committed leaves only unreferenced data
 * files behind.
 *
 * <p>Used once. Not safe for use by several threads.
 */
public interface Transaction {
  /** Its id, in sidecar, manifest, audit record and every Lance transaction. */
  OperationId id();

  /**
   * Creates table {@code name} with {@code rows}.
   *
   * @param name 1 to 100 characters of {@code [A-Za-z0-9_-]}, starting with a letter or digit
   * @param rows read to its end and closed, also on failure; may have no rows
   * @return this transaction
   * @throws UnsupportedSchemaException if no table can have this schema
   * @throws IllegalArgumentException if the name is of another form, or is in this transaction
   *     already
   * @throws StoreException if the rows cannot be read or the data not be written
   * @throws IllegalStateException if the group is closed
   */
  Transaction create(String name, ArrowReader rows);

  /**
   * Creates table {@code name} without rows.
   *
   * @return this transaction
   * @see #create(String, ArrowReader)
   */
  Transaction create(String name, Schema schema);

  /**
   * Adds {@code rows} to table {@code name}.
   *
   * @param rows read to its end and closed, also on failure; at least one row
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws SchemaMismatchException if their schema is not the table's
   * @throws IllegalArgumentException if there are no rows, or the table is in this transaction
   *     already
   * @throws StoreException if the rows cannot be read or the data not be written
   * @throws IllegalStateException if the group is closed
   */
  Transaction append(String name, ArrowReader rows);

  /**
   * Drops table {@code name}: its name becomes free for another. Its data stays where it is, for
   * readers of older snapshots.
   *
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws IllegalArgumentException if the table is in this transaction already
   * @throws IllegalStateException if the group is closed
   */
  Transaction drop(String name);

  /**
   * Makes it visible in all of its tables at once, or in none.
   *
   * <p>An interrupt before anything is written rejects it ({@link
   * CommitResult.Reason#INTERRUPTED}); after that it runs to its end. Either way the interrupt
   * status stays set.
   *
   * @return how it ended; only {@link CommitResult.Unknown} leaves that open
   * @throws IllegalStateException if it has no tables, was committed before, the group is closed,
   *     or another commit of the group is under way in this thread; nothing of it will ever be
   *     visible
   * @throws StoreException if a store failed before anything was written; nothing of it will ever
   *     be visible
   */
  CommitResult commit();
}
