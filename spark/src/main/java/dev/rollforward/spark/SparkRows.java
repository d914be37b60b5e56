package dev.rollforward.spark;

import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.CompletionException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.arrow.ArrowFieldWriter;
import org.apache.spark.sql.execution.arrow.ArrowWriter;
import org.apache.spark.sql.execution.arrow.ArrowWriter$;

/** The rows of one partition, as Lance reads them; they themselves are read by their task. */
final class SparkRows extends ArrowReader {
  /** How many rows a batch has at most. */
  static final int BATCH = 2048;

  private final TableColumns columns;
  private final int[] required;
  private final Iterator<InternalRow> rows;
  private final TaskThread task;

  SparkRows(
      BufferAllocator allocator,
      TableColumns columns,
      Iterator<InternalRow> rows,
      TaskThread task) {
    super(allocator);
    this.columns = columns;
    this.required = columns.required();
    this.rows = rows;
    this.task = task;
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    VectorSchemaRoot batch = getVectorSchemaRoot();
    try {
      return task.ask(() -> fill(batch));
    } catch (CompletionException e) {
      throw new IOException("Spark could not compute the rows", e.getCause());
    }
  }

  /** Into new memory each time: Lance may still hold that of the batch before. */
  private boolean fill(VectorSchemaRoot batch) {
    if (!rows.hasNext()) {
      return false;
    }
    ArrowWriter writer = writer(batch);
    for (int i = 0; i < BATCH && rows.hasNext(); i++) {
      InternalRow row = rows.next();
      requireNoNulls(row);
      writer.write(row);
    }
    writer.finish();
    return true;
  }

  private static ArrowWriter writer(VectorSchemaRoot batch) {
    ArrowFieldWriter[] fields =
        batch.getFieldVectors().stream().map(SparkRows::writer).toArray(ArrowFieldWriter[]::new);
    return new ArrowWriter(batch, fields);
  }

  private static ArrowFieldWriter writer(FieldVector vector) {
    vector.allocateNew();
    return vector instanceof FixedSizeListVector lists
        ? new FixedSizeListWriter(
            lists, ArrowWriter$.MODULE$.createFieldWriter(lists.getDataVector()))
        : ArrowWriter$.MODULE$.createFieldWriter(vector);
  }

  /** Spark takes most columns to be nullable; what counts is whether one is null. */
  private void requireNoNulls(InternalRow row) {
    for (int column : required) {
      if (row.isNullAt(column)) {
        throw new IllegalArgumentException(
            "column "
                + columns.schema().getFields().get(column).getName()
                + " of table "
                + columns.table()
                + " cannot be null, and is in a row that Spark has computed. Leave such rows out");
      }
    }
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  protected void closeReadSource() {
    // The iterator ends with its task.
  }

  @Override
  protected Schema readSchema() {
    return columns.schema();
  }
}
