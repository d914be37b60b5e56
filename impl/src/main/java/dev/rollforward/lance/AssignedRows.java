package dev.rollforward.lance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Those of a table's rows that are selected, with new values, and as the table has its rows. */
final class AssignedRows extends ArrowReader {
  private final ArrowReader scanned;
  private final Assignments values;
  private final RowSelection selected;
  private final RowRefusal refusal = new RowRefusal();
  private Assignments.Computed computed;

  /** Of {@code scanned}, which has the addresses of its rows, and is closed by others. */
  AssignedRows(
      BufferAllocator allocator, ArrowReader scanned, Assignments values, RowSelection selected) {
    super(allocator);
    this.scanned = scanned;
    this.values = values;
    this.selected = selected;
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
      compute(scanned.getVectorSchemaRoot());
    }
    take(computed.rows().getVectorSchemaRoot());
    return true;
  }

  private void compute(VectorSchemaRoot batch) throws IOException {
    BitSet which = selected.in(batch);
    if (!which.isEmpty()) {
      computed = values.compute(withoutAddresses(batch), which);
    }
  }

  private VectorSchemaRoot withoutAddresses(VectorSchemaRoot batch) {
    List<FieldVector> columns = new ArrayList<>(batch.getFieldVectors());
    columns.remove(batch.getVector(RowSelection.ADDRESS));
    return new VectorSchemaRoot(values.schema().getFields(), columns, batch.getRowCount());
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
              + values.table()
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
    return values.schema();
  }
}
