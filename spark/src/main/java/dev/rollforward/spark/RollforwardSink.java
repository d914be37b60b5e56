package dev.rollforward.spark;

import dev.rollforward.CommitResult;
import dev.rollforward.CommitResult.Committed;
import dev.rollforward.OpenOptions;
import dev.rollforward.Resolution;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Takes a stream into tables of a group, each batch in one transaction over all of them, and once:
 *
 * <pre>{@code
 * RollforwardSink sink = RollforwardSink.into(group)
 *     .append("visits", batch -> batch.select("person", "page"))
 *     .append("people", batch -> batch.select("person").distinct())
 *     .build();
 * stream.writeStream().option("checkpointLocation", folder).foreachBatch(sink).start();
 * }</pre>
 *
 * <p>The group keeps the number of the last batch beside the rows ({@link Transaction#source}),
 * under the id that Spark keeps with the checkpoint of the query. A batch that comes again, after a
 * failure or from a driver that was taken for dead, changes nothing. A query that begins with a new
 * checkpoint is another one, and reads its input again: give it the {@linkplain Builder#source name
 * of a source} only if its batches have other numbers than those of the query before.
 *
 * <p>Used by one query. It runs on the driver and is never serialized.
 */
public final class RollforwardSink implements VoidFunction2<Dataset<Row>, Long> {
  @Serial private static final long serialVersionUID = 1;

  private static final String QUERY_ID = "sql.streaming.queryId";

  private final transient TableGroup group;
  private final transient List<Part> parts;
  private final transient Optional<String> source;
  private final transient OpenOptions options;

  private RollforwardSink(Builder builder) {
    this.group = builder.group;
    this.parts = List.copyOf(builder.parts);
    this.source = builder.source;
    this.options = builder.options;
  }

  /** The rows of a batch that go to one table. */
  private record Part(String table, UnaryOperator<Dataset<Row>> rows) {}

  /**
   * Starts a sink into {@code group}.
   *
   * @param group open for writing for as long as the query runs
   */
  public static Builder into(TableGroup group) {
    return new Builder(group);
  }

  /** Says what goes where. Not safe for use by several threads. */
  public static final class Builder {
    private final TableGroup group;
    private final List<Part> parts = new ArrayList<>();
    private Optional<String> source = Optional.empty();
    private OpenOptions options = OpenOptions.readWrite();

    private Builder(TableGroup group) {
      this.group = Objects.requireNonNull(group, "group");
    }

    /**
     * Adds to table {@code table} what {@code rows} makes of each batch.
     *
     * @param table a table that the group has, named once
     * @param rows called once for a batch
     */
    public Builder append(String table, UnaryOperator<Dataset<Row>> rows) {
      parts.add(new Part(table, Objects.requireNonNull(rows, "rows")));
      return this;
    }

    /**
     * Sets the name under which the group keeps how far the stream was taken in. Default: the id of
     * the query, which Spark keeps with its checkpoint.
     *
     * @param name as of {@link Transaction#source}
     */
    public Builder source(String name) {
      source = Optional.of(name);
      return this;
    }

    /** Sets what reaches the store, as of {@link RollforwardSpark#write}. */
    public Builder options(OpenOptions newOptions) {
      options = Objects.requireNonNull(newOptions, "options");
      return this;
    }

    /**
     * The sink.
     *
     * @throws IllegalStateException if it has no tables
     */
    public RollforwardSink build() {
      if (parts.isEmpty()) {
        throw new IllegalStateException("a sink without tables loses each batch: append to one");
      }
      return new RollforwardSink(this);
    }
  }

  /**
   * Takes in a batch; Spark calls it.
   *
   * @throws IllegalStateException if the batch was not taken in, or it is not known whether it was,
   *     which ends the query: start it again, with the same checkpoint
   */
  @Override
  public void call(Dataset<Row> batch, Long number) {
    String name = source.orElseGet(() -> queryId(batch));
    // Computed once, so that all tables see the same rows.
    Dataset<Row> rows = batch.persist();
    Transaction transaction = group.begin().source(name, number);
    try {
      if (write(transaction, rows) > 0) {
        settle(transaction, "batch " + number + " of " + name);
      }
    } finally {
      rows.unpersist();
    }
  }

  private static String queryId(Dataset<Row> batch) {
    String id = batch.sparkSession().sparkContext().getLocalProperty(QUERY_ID);
    if (id == null) {
      throw new IllegalStateException(
          "no streaming query runs in this thread. Hand the sink to foreachBatch, or name its"
              + " source");
    }
    return id;
  }

  private long write(Transaction transaction, Dataset<Row> rows) {
    try {
      long count = 0;
      for (Part part : parts) {
        count +=
            RollforwardSpark.write(transaction, part.table(), part.rows().apply(rows), options);
      }
      return count;
    } catch (Exception | Error failure) { // Spark throws checked ones that it does not declare
      abandon(transaction, failure);
      throw failure;
    }
  }

  /** A batch that is not taken in again leaves no files. */
  private void settle(Transaction transaction, String batch) {
    CommitResult result = transaction.commit();
    if (result instanceof Committed committed) {
      if (committed.isRepeat()) {
        transaction.abandon();
      }
      return;
    }
    if (result instanceof CommitResult.Unknown
        && group.resolve(result.operation()) == Resolution.COMMITTED) {
      return;
    }
    IllegalStateException failure =
        new IllegalStateException(
            batch
                + " was not taken in: "
                + result
                + ". Start the query again with the same checkpoint: it comes again, and is taken"
                + " in once");
    abandon(transaction, failure);
    throw failure;
  }

  /** Deletes what was staged, if nothing can ever name it. */
  private static void abandon(Transaction transaction, Throwable failure) {
    try {
      transaction.abandon();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
