package dev.rollforward.lance;

import dev.rollforward.core.TableId;
import java.io.IOException;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Rows that are computed from those of another reader, batch by batch. */
final class ComputedRows extends ArrowReader {
  /** What is computed from a batch. */
  @FunctionalInterface
  interface Computing {
    /** Empty if nothing is; its columns are those of the schema, in order. */
    Optional<Expressions.Computed> of(VectorSchemaRoot batch) throws IOException;
  }

  private final TableId table;
  private final ArrowReader scanned;
  private final Schema schema;
  private final Computing computing;
  private final RowRefusal refusal = new RowRefusal();
  private Expressions.Computed computed;

  /**
   * Of {@code scanned}, which is closed by others.
   *
   * @param table whose rows they are
   * @param schema of the computed rows
   */
  ComputedRows(
      BufferAllocator allocator,
      TableId table,
      ArrowReader scanned,
      Schema schema,
      Computing computing) {
    super(allocator);
    this.table = table;
    this.scanned = scanned;
    this.schema = schema;
    this.computing = computing;
  }

  /** What refuses rows, while they are being written. */
  RowRefusal refusal() {
    return refusal;
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    return refusal.remembering(this::loadNext);
  }

  private boolean loadNext() throws IOException {
    while (computed == null || !computed.rows().loadNextBatch()) {
      closeComputed();
      if (!scanned.loadNextBatch()) {
        return false;
      }
      computed = computing.of(scanned.getVectorSchemaRoot()).orElse(null);
    }
    take(computed.rows().getVectorSchemaRoot());
    return true;
  }

  private void take(VectorSchemaRoot from) throws IOException {
    VectorSchemaRoot root = getVectorSchemaRoot();
    for (int i = 0; i < root.getFieldVectors().size(); i++) {
      take(from.getVector(i), root.getVector(i), from.getRowCount());
    }
    root.setRowCount(from.getRowCount());
  }

  private void take(FieldVector from, FieldVector to, int rows) {
    if (from instanceof NullVector && !(to instanceof NullVector)) {
      to.clear();
      to.setInitialCapacity(rows);
      to.allocateNew();
      to.setValueCount(rows);
    } else {
      from.makeTransferPair(to).transfer();
    }
    if (!to.getField().isNullable() && to.getNullCount() > 0) {
      throw new IllegalArgumentException(
          "the new value of column "
              + ColumnNames.shown(to.getName())
              + " of table "
              + table
              + " is null for "
              + to.getNullCount()
              + " rows, and the column cannot be null");
    }
  }

  @Override
  public long bytesRead() {
    return scanned.bytesRead();
  }

  @Override
  protected void closeReadSource() throws IOException {
    closeComputed();
  }

  private void closeComputed() throws IOException {
    if (computed != null) {
      computed.close();
      computed = null;
    }
  }

  @Override
  protected Schema readSchema() {
    return schema;
  }
}
