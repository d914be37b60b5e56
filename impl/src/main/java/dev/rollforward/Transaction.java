package dev.rollforward;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * One change to several tables, staged table by table and then committed at once. Staged data is on
 * disk but visible to nobody; a transaction that is never committed leaves only unreferenced data
 * files behind.
 *
 * <p><b>Isolation.</b> What one transaction reads from one {@link Snapshot} never changes. Begun on
 * that snapshot, it is committed only if no table that it changes has changed since: snapshot
 * isolation. Two transactions that each read what the other changes may both be committed then
 * (write skew). Tables that are declared by {@link #reads} must not have changed either, so that
 * transactions that declare all that they read are serializable.
 *
 * <p>A change that depends on the rows that are there (delete, upsert, update, and overwrite, which
 * removes them) is staged against the tables as they were when the transaction began. If one has
 * been changed by the time of the commit, a transaction begun on a snapshot is rejected ({@link
 * CommitResult.Reason#CONFLICT}); one begun without is staged again, before anything is written to
 * the group, so that what becomes visible is always the change applied to exactly the version that
 * it is committed on.
 *
 * <p><b>Several changes of one table.</b> Rows can be appended on top of a change of rows. Columns
 * and metadata can be changed several times, each time as the change before leaves them; only
 * columns with values have to be added first. Whatever else would have to see the result of the
 * change before is refused: commit that first.
 *
 * <p>Used once. Not safe for use by several threads.
 */
public interface Transaction {
  /**
   * Its id, in sidecar, manifest, audit record and every Lance transaction; that of its last
   * attempt, if {@link #commit()} has made more than one.
   *
   * <p>If the process dies during a later attempt, the id that was read before {@code commit()} is
   * resolved as aborted, while the later attempt may be committed. To ask after a crash what has
   * become of a transaction, begin it with {@linkplain TableGroup#begin(OperationId) an id of
   * yours}, or name a {@linkplain #source source}.
   */
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
   * Adds {@code rows} to table {@code name}. This is the one change that can be made on top of
   * another of the same table in the same transaction: of an append, overwrite, delete, upsert or
   * update, unless it gives the table another schema.
   *
   * @param rows read to its end and closed, also on failure; at least one row
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws SchemaMismatchException if their schema is not the table's
   * @throws IllegalArgumentException if there are no rows, or the table is in this transaction
   *     already, with a change that rows cannot be appended to
   * @throws StoreException if the rows cannot be read or the data not be written
   * @throws IllegalStateException if the group is closed
   */
  Transaction append(String name, ArrowReader rows);

  /**
   * Replaces all rows of table {@code name} by {@code rows}. If their schema is the table's, the
   * table keeps its history, its metadata and its indexes; if it is another, the name passes to a
   * new table with that schema, and only older snapshots show the old one.
   *
   * @param rows read to its end and closed, also on failure; may have no rows, which leaves an
   *     empty table
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws UnsupportedSchemaException if their schema is another, and no table can have it
   * @throws IllegalArgumentException if the table is in this transaction already
   * @throws StoreException if the rows cannot be read or the data not be written
   * @throws IllegalStateException if the group is closed
   */
  Transaction overwrite(String name, ArrowReader rows);

  /**
   * Adds to table {@code name} rows that were staged for it elsewhere, see {@link StagingTarget}.
   * As {@link #append(String, ArrowReader)}, also in what it can be made on top of.
   *
   * @param fragments at least one row in all; given to no other transaction
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws SchemaMismatchException if the schema of the table has changed since
   * @throws IllegalArgumentException if they were staged for another table, one is there twice,
   *     there are no rows, or the table is in this transaction already, with a change that rows
   *     cannot be appended to
   * @throws StoreException if a data file is not there, or the table cannot be read
   * @throws IllegalStateException if the group is closed
   */
  Transaction append(String name, List<StagedFragments> fragments);

  /**
   * Replaces all rows of table {@code name} by rows that were staged for it elsewhere, see {@link
   * StagingTarget}. They have the table's schema, so it keeps its history, its metadata and its
   * indexes.
   *
   * @param fragments given to no other transaction; may have no rows, which empties the table
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws SchemaMismatchException if the schema of the table has changed since
   * @throws IllegalArgumentException if they were staged for another table, one is there twice, or
   *     the table is in this transaction already
   * @throws StoreException if a data file is not there, or the table cannot be read
   * @throws IllegalStateException if the group is closed
   */
  Transaction overwrite(String name, List<StagedFragments> fragments);

  /**
   * Table {@code name} as this transaction finds it, for other machines to write rows that it is
   * then given: {@link StagingTarget#stage}.
   *
   * @throws NoSuchTableException if there was no such table when it began
   * @throws StoreException if the table cannot be read
   * @throws IllegalStateException if the group is closed
   */
  StagingTarget stagingTarget(String name);

  /**
   * Deletes the data files of the rows that this transaction has staged, and of the {@link
   * StagedFragments} that it was given, if it can never be committed any more: it was rejected, or
   * not committed and cannot be now, or has changed nothing because what it takes in {@linkplain
   * CommitResult.Committed#isRepeat was taken in before} by another. A transaction that is dropped
   * without this leaves its files behind. Files of compactions and indexes stay, and those that
   * mark rows as deleted, and what an attempt to commit has written again for a newer version. Does
   * nothing a second time.
   *
   * @throws IllegalStateException if it was committed, how it ended is not known, a table shows
   *     these rows because another transaction was given them too, or the group is closed; nothing
   *     was deleted
   * @throws StoreException if a file could not be deleted; the others may be
   */
  void abandon();

  /**
   * Deletes the rows of table {@code name} that {@code predicate} selects. If it selects none, the
   * table gets a new version with the same rows all the same: like every change, it has to meet the
   * table as it is when it is committed, and moves its version on.
   *
   * @param predicate a condition, as of {@link Scan#where}; a row of which it is null stays. {@code
   *     "true"} selects every row
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws IllegalArgumentException if the predicate is blank, cannot be understood, or names no
   *     column; or if the table is in this transaction already
   * @throws StoreException if the table cannot be read, or the data not be written
   * @throws IllegalStateException if the group is closed
   */
  Transaction delete(String name, String predicate);

  /**
   * Merges {@code rows} into table {@code name} by key: a row whose key the table has replaces its
   * row with that key, or all of them if it has several, and any other row is added.
   *
   * <p>A row of the table with a null in its key has no key, and stays. The keys of {@code rows},
   * and where they came from, are kept in memory until the commit.
   *
   * @param rows read to its end and closed, also on failure; of the schema of the table. No two
   *     have the same key, and none a null in it
   * @param keyColumns the columns that together are the key; not nested, and not of floating-point
   *     numbers
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws SchemaMismatchException if their schema is not the table's
   * @throws NoSuchColumnException if the table has no such key column
   * @throws IllegalArgumentException if the key columns or the keys are not as they have to be, or
   *     the table is in this transaction already
   * @throws StoreException if the rows or the table cannot be read, or the data not be written
   * @throws IllegalStateException if the group is closed
   */
  Transaction upsert(String name, ArrowReader rows, String... keyColumns);

  /**
   * The same with only some of the rows.
   *
   * @param mode which of the rows count
   * @return this transaction
   * @see #upsert(String, ArrowReader, String...)
   */
  Transaction upsert(String name, UpsertMode mode, ArrowReader rows, String... keyColumns);

  /**
   * Gives new values to the rows of table {@code name} that {@code predicate} selects. Every
   * expression sees the row as it was before.
   *
   * @param predicate a condition, as of {@link #delete}
   * @param assignments for each column to set, an expression in the SQL of the predicate. Its value
   *     is cast to the type of the column, unless that is nested
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws NoSuchColumnException if the table has no such column to set; what is inside a column
   *     cannot be set
   * @throws IllegalArgumentException if there are no assignments; if the predicate or an expression
   *     is blank, cannot be understood, or names no column; if a value is of another type than its
   *     column, cannot be computed for a row, or is null in a column that cannot be; or if the
   *     table is in this transaction already
   * @throws StoreException if the table cannot be read, or the data not be written
   * @throws IllegalStateException if the group is closed
   */
  Transaction update(String name, String predicate, Map<String, String> assignments);

  /**
   * Adds columns to table {@code name}, behind those that it has. They are null in every row.
   *
   * @param columns all of them nullable; at least one
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws UnsupportedSchemaException if one cannot be null, has a name that is taken, or no table
   *     can have it
   * @throws IllegalArgumentException if there are none, or the table is in this transaction already
   *     with another change than of its columns or metadata
   * @throws StoreException if the table cannot be read
   * @throws IllegalStateException if the group is closed
   */
  Transaction addColumns(String name, Schema columns);

  /**
   * Adds columns to table {@code name}, behind those that it has, with values that are computed
   * from the other columns of the same row. Like an {@link #update}, it is computed again if the
   * table has other rows by the time of the commit.
   *
   * @param expressions for each new column, an expression in the SQL of {@link Scan#where}, whose
   *     type is that of the column, as in {@code cast(n as float) / 2}. The columns are added in
   *     the order of the map
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws UnsupportedSchemaException if a name is taken, or no table can have the column
   * @throws IllegalArgumentException if there are none; if an expression is blank, cannot be
   *     understood, names no column, or cannot be computed for a row; or if the table is in this
   *     transaction already
   * @throws StoreException if the table cannot be read, or the data not be written
   * @throws IllegalStateException if the group is closed
   */
  Transaction addColumns(String name, Map<String, String> expressions);

  /**
   * Adds the columns of {@code rows} but the key to table {@code name}, behind those that it has.
   * Each of its rows gets the values of the one of {@code rows} with the same key, and nulls if
   * there is none. Rows whose key the table does not have count for nothing. They are matched again
   * if the table has other rows by the time of the commit. The rows are kept in a file, and matched
   * in memory, once for each data file of the table.
   *
   * @param rows read to its end and closed, also on failure; may have no rows. All columns but the
   *     key are nullable; at least one
   * @param keyColumn a column of both, of one type, not nested and no floating-point numbers, in
   *     which no two of {@code rows} have the same, and none a null
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws NoSuchColumnException if the table or the rows have no such key column
   * @throws SchemaMismatchException if the key is of another type in the table
   * @throws UnsupportedSchemaException if one cannot be null, has a name that is taken, or no table
   *     can have it
   * @throws IllegalArgumentException if the key column or the keys are not as they have to be, or
   *     the table is in this transaction already
   * @throws StoreException if the rows or the table cannot be read, or the data not be written
   * @throws IllegalStateException if the group is closed
   */
  Transaction addColumns(String name, ArrowReader rows, String keyColumn);

  /**
   * Drops columns of table {@code name}, with what they hold.
   *
   * @param columns at least one, and not all that the table has
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws NoSuchColumnException if the table has no such column; a field inside a column is none
   * @throws UnsupportedSchemaException if no column would be left
   * @throws IllegalArgumentException if there are none, one is named twice, or the table is in this
   *     transaction already with another change than of its columns or metadata
   * @throws StoreException if the table cannot be read
   * @throws IllegalStateException if the group is closed
   */
  Transaction dropColumns(String name, String... columns);

  /**
   * Gives a column of table {@code name} another name. What it holds stays.
   *
   * @param from a column that the table has; a field inside a column is none
   * @param to a name that no column of the table has
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws NoSuchColumnException if the table has no column {@code from}
   * @throws UnsupportedSchemaException if the table has a column {@code to}, or no column can be
   *     called that
   * @throws IllegalArgumentException if the table is in this transaction already with another
   *     change than of its columns or metadata
   * @throws StoreException if the table cannot be read
   * @throws IllegalStateException if the group is closed
   */
  Transaction renameColumn(String name, String from, String to);

  /**
   * Sets a key of the metadata of table {@code name}. It is read back as the custom metadata of
   * {@link TableReader#schema}, like what the schema was created with.
   *
   * @param key not empty; no key that begins with {@code lance} or {@code rollforward.}
   * @param value any text
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws IllegalArgumentException if the key is of another form, or the table is in this
   *     transaction already with another change than of its columns or metadata
   * @throws StoreException if the table cannot be read
   * @throws IllegalStateException if the group is closed
   */
  Transaction tableMetadata(String name, String key, String value);

  /**
   * Removes a key from the metadata of table {@code name}, if it is there.
   *
   * @return this transaction
   * @see #tableMetadata
   */
  Transaction removeTableMetadata(String name, String key);

  /**
   * Writes the rows of table {@code name} into fewer files, without those that were deleted. It
   * changes nothing that readers see: it outdates no snapshot, and gives way to every other
   * transaction ({@link CommitResult.Reason#OVERTAKEN}). An index that the table has covers none of
   * the new files until it is optimized; queries are right, and slower.
   *
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws IllegalArgumentException if there is nothing to compact, the table is in this
   *     transaction already, or the transaction changes what tables hold
   * @throws StoreException if the files cannot be written
   * @throws IllegalStateException if the group is closed
   */
  Transaction compact(String name);

  /**
   * Builds an index of a column of table {@code name}, over all rows that it has when the
   * transaction begins. Like a compaction, it changes nothing that readers see, and gives way.
   *
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws NoSuchColumnException if there is no such column
   * @throws UnsupportedSchemaException if the column cannot have this index
   * @throws IllegalArgumentException if there is an index of this name, the table has no rows, it
   *     is in this transaction already, or the transaction changes what tables hold
   * @throws StoreException if the index cannot be written
   * @throws IllegalStateException if the group is closed
   */
  Transaction buildIndex(String name, String column, IndexOptions options);

  /**
   * Builds an index of table {@code name} again, so that it covers all rows that the table has when
   * the transaction begins. Like a compaction, it changes nothing that readers see, and gives way.
   *
   * @param index the name of an index that {@link #buildIndex} has built
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws IllegalArgumentException if there is no such index, the table has no rows, it is in
   *     this transaction already, or the transaction changes what tables hold
   * @throws StoreException if the index cannot be written
   * @throws IllegalStateException if the group is closed
   */
  Transaction optimizeIndex(String name, String index);

  /**
   * Gives table {@code name} another name. What it holds stays, and so does its history: the new
   * name shows it in later manifests, the old one in earlier ones.
   *
   * @param to a name that no table has, also none that this transaction drops; of the form of
   *     {@link #create(String, ArrowReader)}
   * @return this transaction
   * @throws NoSuchTableException if there is no such table
   * @throws TableExistsException if there is a table {@code to}, when the transaction begins; if
   *     one comes later, the commit is rejected ({@link CommitResult.Reason#CONFLICT})
   * @throws IllegalArgumentException if {@code to} is of another form, or one of the two is in this
   *     transaction already
   * @throws IllegalStateException if the group is closed
   */
  Transaction renameTable(String name, String to);

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
   * Lets this transaction keep what external tools have committed to table {@code name} above its
   * pin: the rows of this transaction are added on top of it, and both become visible together, in
   * the same commit. Everything that HEAD holds is adopted: rows that were added, deletions,
   * compactions, indexes.
   *
   * <p>A recovery takes no external commit away, either. A transaction that it would have to undo
   * below one stays pending ({@link RecoveryReport#pending()}) until this is said, or the other.
   *
   * <p>It can be adopted only if nothing but external commits is there above the pin; beside what
   * is left of an aborted transaction it is refused, with {@link
   * CommitResult.Reason#EXTERNAL_CHANGE}, and can be discarded only. If the external change leaves
   * the table with a schema that the staged rows do not fit, the commit is rejected with {@link
   * CommitResult.Reason#SCHEMA_CHANGED}. Without an external change, this changes nothing.
   *
   * @param name a table that this transaction changes already, and neither creates nor drops
   * @return this transaction; of this and {@link #discardExternal}, the last call counts
   * @throws IllegalArgumentException if it does not change the table
   */
  Transaction adoptExternal(String name);

  /**
   * Lets this transaction undo what external tools have committed to table {@code name} above its
   * pin: the pin is restored as the table's newest version, and the rows of this transaction are
   * added on top of that. What is undone was never visible in the group, and never will be; until
   * Lance cleans them up, its versions and its files stay, and Lance can still read them by version
   * number. It is undone even if this transaction is rejected in the end. Without an external
   * change, this changes nothing.
   *
   * <p>It concerns what is there when the transaction is prepared. What an external tool commits
   * after that, beside this transaction, makes the table refuse it ({@link
   * CommitResult.Reason#REFUSED_BY_TABLE}). What it commits at the very moment when a pin is being
   * restored is undone, since Lance refuses no restore.
   *
   * @param name a table that this transaction changes already, and neither creates nor drops
   * @return this transaction; of this and {@link #adoptExternal}, the last call counts
   * @throws IllegalArgumentException if it does not change the table
   */
  Transaction discardExternal(String name);

  /**
   * Declares that this transaction depends on what table {@code name} holds, or on its absence. It
   * is committed only if the table is then what it was when the transaction began: in the snapshot
   * of {@link TableGroup#begin(Snapshot)}, from which it should be read, or in the newest one at
   * {@link TableGroup#begin()}. If it isn't, the commit is rejected ({@link
   * CommitResult.Reason#CONFLICT}). A table may be both read and changed.
   *
   * @param name a table, or a name that no table has
   * @return this transaction
   * @throws IllegalArgumentException if the name is of a form that no table can have
   */
  Transaction reads(String name);

  /**
   * Says that this transaction takes in the stream {@code name} up to {@code sequence}. The group
   * keeps how far each stream was taken in, together with what was taken in: if it was as far
   * already, or farther, the commit changes nothing and returns the {@link CommitResult.Committed}
   * of the transaction that had it, with {@link CommitResult.Committed#isRepeat}. So a stream whose
   * batches have ascending numbers is taken in exactly once, however often one is sent.
   *
   * @param name 1 to 200 characters, such as a topic with its partition; each is kept for good
   * @param sequence any number; of several for one stream, the last call counts
   * @return this transaction
   * @throws IllegalArgumentException if the name is empty or longer
   */
  Transaction source(String name, long sequence);

  /**
   * Says who makes the change, such as the name of a job. For people, in {@link GroupView#actor}
   * and in the history of the group; nothing depends on it.
   *
   * @return this transaction
   * @see OpenOptions#actor()
   */
  Transaction actor(String actor);

  /**
   * Says what the change is about. For people, in {@link GroupView#message}.
   *
   * @return this transaction
   */
  Transaction message(String message);

  /**
   * Says something else about the change. For people and tools, in {@link GroupView#properties}.
   *
   * @param value replaces that of an earlier call with the same key
   * @return this transaction
   */
  Transaction property(String key, String value);

  /**
   * Takes over what another transaction has staged and could not commit, so that its rows need not
   * be written again. They are committed once: the other one keeps nothing.
   *
   * @param rejected a transaction of the same handle whose {@link #commit()} returned {@link
   *     CommitResult.Rejected}
   * @return this transaction
   * @throws IllegalStateException if it was not rejected, cannot be brought to its end now, or was
   *     taken over before; nothing was taken over
   * @throws IllegalArgumentException if it is of another handle, one of its tables is in this
   *     transaction already, or it creates a table: what is staged for that can be committed no
   *     more; nothing was taken over
   * @throws NoSuchTableException if one of its tables is gone, or another has its name; nothing was
   *     taken over
   */
  Transaction takeOver(Transaction rejected);

  /**
   * Makes it visible in all of its tables at once, or in none.
   *
   * <p>If it is rejected because of what others did meanwhile, it is attempted again, up to {@link
   * OpenOptions#retries()} times, with pauses. Each attempt is an operation of its own, on what the
   * tables hold by then, and begins only when the one before can be committed no more. Never
   * attempted again is a transaction that was begun on a snapshot or with an id of the caller's,
   * that creates a table, or that has declared to read a table which has changed.
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

  /**
   * As {@link #commit()}, but gives up before anything is written, or before it is attempted again,
   * once {@code deadline} is over. What has begun to be written runs to its end.
   *
   * @param deadline from now on; not negative
   * @return {@link CommitResult.Reason#DEADLINE} if it was over before anything was written, or how
   *     the last attempt ended
   * @throws IllegalArgumentException if it is negative
   * @throws IllegalStateException as {@link #commit()}
   * @throws StoreException as {@link #commit()}
   */
  CommitResult commitWithin(Duration deadline);
}
