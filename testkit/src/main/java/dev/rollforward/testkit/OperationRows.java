package dev.rollforward.testkit;

import dev.rollforward.OperationId;
import dev.rollforward.TableReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Rows with one column, the operation that wrote them. */
public final class OperationRows {
  private static final String COLUMN = "operation";

  private OperationRows() {}

  /** The schema of such rows. */
  public static Schema schema() {
    return new Schema(List.of(Field.nullable(COLUMN, ArrowType.Utf8.INSTANCE)));
  }

  /** The column of such rows. */
  public static VarCharVector column(VectorSchemaRoot batch) {
    return (VarCharVector) batch.getVector(COLUMN);
  }

  /** The operations that wrote the rows of {@code version}, in order. */
  public static List<OperationId> in(TableReader version) {
    List<OperationId> rows = new ArrayList<>();
    try (ArrowReader batches = version.scan()) {
      while (batches.loadNextBatch()) {
        VarCharVector column = column(batches.getVectorSchemaRoot());
        for (int i = 0; i < column.getValueCount(); i++) {
          rows.add(new OperationId(column.getObject(i).toString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  /** One batch with one row for each of {@code writers}. The caller closes the reader. */
  public static ArrowReader reader(BufferAllocator allocator, List<OperationId> writers) {
    return new OneBatch(allocator, schema(), batch -> fill(batch, writers));
  }

  private static void fill(VectorSchemaRoot root, List<OperationId> writers) {
    VarCharVector column = column(root);
    column.allocateNew();
    for (int i = 0; i < writers.size(); i++) {
      column.setSafe(i, writers.get(i).value().getBytes(StandardCharsets.UTF_8));
    }
    root.setRowCount(writers.size());
  }
}
