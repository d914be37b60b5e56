package dev.rollforward.spark;

import dev.rollforward.OpenOptions;
import dev.rollforward.SchemaMismatchException;
import dev.rollforward.StagedFragments;
import dev.rollforward.StoreException;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.ArrowUtils;

/**
 * Writes datasets into tables of a group. The executors write the rows, in files that no version
 * names; the driver's transaction commits what was written for any number of tables at once.
 *
 * <pre>{@code
 * Transaction transaction = group.begin(new OperationId("visits-2026-11-30"));
 * RollforwardSpark.write(transaction, "visits", visits);
 * RollforwardSpark.overwrite(transaction, "totals", totals);
 * CommitResult result = transaction.commit();
 * }</pre>
 *
 * <p>Each row is there once, however often an executor dies or two of them work on the same
 * partition: Spark hands on the answer of one attempt, and what the others have written no version
 * ever names. A job that may be run again begins its transaction with {@linkplain
 * TableGroup#begin(dev.rollforward.OperationId) an id of its own}, so that it is committed once.
 *
 * <p>Safe for use by several threads, but a transaction is not.
 */
public final class RollforwardSpark {
  private RollforwardSpark() {}

  /**
   * Adds {@code rows} to table {@code table} when {@code transaction} is committed. As {@link
   * #write(Transaction, String, Dataset, OpenOptions)} with every default, for local folders and
   * for object stores that each executor finds by its own environment.
   *
   * @return how many rows
   */
  public static long write(Transaction transaction, String table, Dataset<Row> rows) {
    return write(transaction, table, rows, OpenOptions.readWrite());
  }

  /**
   * Adds {@code rows} to table {@code table} when {@code transaction} is committed: the executors
   * write them now. If there are none, the transaction gets no change of this table.
   *
   * <p>The columns of {@code rows} have the names and types of those of the table, in any order.
   * Each partition becomes one data file or more: have few and large ones.
   *
   * @param transaction of a group in a place that driver and executors reach by the same URI
   * @param table a table that the group has
   * @param options of which the storage options and the storage deadline go to the executors, with
   *     the secrets that are in them; encrypt what Spark sends, or leave them to the environment
   * @return how many rows
   * @throws SchemaMismatchException if the columns are not those of the table; nothing was written
   * @throws IllegalArgumentException if the table has a column that Spark cannot write, {@code
   *     rows} is not on a Spark session of this JVM, or as {@link Transaction#append(String, List)}
   * @throws dev.rollforward.NoSuchTableException if there is no such table
   * @throws org.apache.spark.SparkException (unchecked here) if the job fails for good: rows that
   *     cannot be computed, a null where the table allows none, a store that cannot be written
   * @throws StoreException if the table cannot be read
   * @throws IllegalStateException if the group is closed
   */
  public static long write(
      Transaction transaction, String table, Dataset<Row> rows, OpenOptions options) {
    List<StagedFragments> staged = stage(transaction, table, rows, options);
    if (!staged.isEmpty()) {
      transaction.append(table, staged);
    }
    return count(staged);
  }

  /**
   * Replaces all rows of table {@code table} by {@code rows} when {@code transaction} is committed.
   *
   * @return how many rows
   * @see #write(Transaction, String, Dataset)
   */
  public static long overwrite(Transaction transaction, String table, Dataset<Row> rows) {
    return overwrite(transaction, table, rows, OpenOptions.readWrite());
  }

  /**
   * Replaces all rows of table {@code table} by {@code rows} when {@code transaction} is committed:
   * the executors write them now. If there are none, the table is emptied.
   *
   * @return how many rows
   * @see #write(Transaction, String, Dataset, OpenOptions)
   */
  public static long overwrite(
      Transaction transaction, String table, Dataset<Row> rows, OpenOptions options) {
    List<StagedFragments> staged = stage(transaction, table, rows, options);
    transaction.overwrite(table, staged);
    return count(staged);
  }

  /**
   * The schema of a table for rows of {@code columns}: {@code group.begin().create("visits",
   * RollforwardSpark.schema(visits.schema())).commit()}. Instants are kept in UTC.
   */
  public static Schema schema(StructType columns) {
    return ArrowUtils.toArrowSchema(columns, "UTC", true, false);
  }

  private static long count(List<StagedFragments> staged) {
    return staged.stream().mapToLong(StagedFragments::rowCount).sum();
  }

  /** Of each partition that has rows, what the attempt has staged that Spark has taken. */
  private static List<StagedFragments> stage(
      Transaction transaction, String table, Dataset<Row> rows, OpenOptions options) {
    StagePartition staging = new StagePartition(table, transaction.stagingTarget(table), options);
    return internal(staging.columns().of(rows))
        .toJavaRDD()
        .mapPartitions(staging)
        .collect()
        .stream()
        .map(TableGroup::stagedFragments)
        .toList();
  }

  /** The rows as Spark itself has them. */
  private static RDD<InternalRow> internal(Dataset<Row> rows) {
    if (rows instanceof org.apache.spark.sql.classic.Dataset<Row> planned) {
      return planned.queryExecution().toRdd();
    }
    throw new IllegalArgumentException(
        rows.getClass().getName()
            + " has no plan in this JVM (it is of Spark Connect, perhaps). Write from the driver");
  }
}
