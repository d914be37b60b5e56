package dev.rollforward.lance;

import dev.rollforward.core.TableId;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

/** Rows of which each has a key, and no two the same; both is checked while they are read. */
final class KeyedRows extends OnceClosedReader {
  private final TableId table;
  private final KeyColumns keys;
  private final Map<List<Object>, Integer> rows = new HashMap<>();
  private final RowRefusal refusal = new RowRefusal();
  private int count;

  KeyedRows(BufferAllocator allocator, ArrowReader rows, TableId table, KeyColumns keys) {
    super(allocator, rows);
    this.table = table;
    this.keys = keys;
  }

  /** The number of each row that was read, from 0, by its key. */
  Map<List<Object>, Integer> rows() {
    return rows;
  }

  /** What refuses rows, while they are being written. */
  RowRefusal refusal() {
    return refusal;
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    return super.loadNextBatch() && refusal.remembering(this::takeKeys);
  }

  private boolean takeKeys() throws IOException {
    VectorSchemaRoot batch = getVectorSchemaRoot();
    List<FieldVector> columns = keys.of(batch);
    for (int i = 0; i < batch.getRowCount(); i++, count++) {
      int row = count;
      List<Object> key = KeyColumns.key(columns, i).orElseThrow(() -> withoutKey(row));
      Integer before = rows.putIfAbsent(key, row);
      if (before != null) {
        throw twice(key, before, row);
      }
    }
    return true;
  }

  private IllegalArgumentException withoutKey(int row) {
    return new IllegalArgumentException(
        "row "
            + (row + 1)
            + " for table "
            + table
            + " has a null in its key "
            + keys.names()
            + ", and null equals nothing. Give each row a key, or append those without");
  }

  private IllegalArgumentException twice(List<Object> key, int first, int second) {
    return new IllegalArgumentException(
        "rows "
            + (first + 1)
            + " and "
            + (second + 1)
            + " for table "
            + table
            + " have the same key "
            + keys.names()
            + " = "
            + ColumnNames.shown(key.toString())
            + ", so that it is open which one counts. Keep one row for each key");
  }
}
