package dev.rollforward.cli.demo;

import dev.rollforward.TableReader;
import dev.rollforward.testkit.OneBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Rows of text, to Arrow and back. */
final class Rows {
  private Rows() {}

  /** {@code rows} as one batch. The caller closes the reader. */
  static ArrowReader reader(
      BufferAllocator allocator, List<String> columns, List<List<String>> rows) {
    Schema schema =
        new Schema(columns.stream().map(c -> Field.nullable(c, ArrowType.Utf8.INSTANCE)).toList());
    return new OneBatch(allocator, schema, batch -> fill(batch, rows));
  }

  private static void fill(VectorSchemaRoot root, List<List<String>> rows) {
    for (int column = 0; column < root.getFieldVectors().size(); column++) {
      VarCharVector vector = (VarCharVector) root.getVector(column);
      vector.allocateNew();
      for (int row = 0; row < rows.size(); row++) {
        vector.setSafe(row, rows.get(row).get(column).getBytes(StandardCharsets.UTF_8));
      }
    }
    root.setRowCount(rows.size());
  }

  /** Every row of {@code version}, in table order. */
  static List<List<String>> all(TableReader version) {
    List<List<String>> rows = new ArrayList<>();
    try (ArrowReader batches = version.scan()) {
      while (batches.loadNextBatch()) {
        addTo(rows, batches.getVectorSchemaRoot());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading rows at version " + version.version(), e);
    }
    return rows;
  }

  private static void addTo(List<List<String>> rows, VectorSchemaRoot batch) {
    for (int row = 0; row < batch.getRowCount(); row++) {
      List<String> cells = new ArrayList<>();
      for (FieldVector vector : batch.getFieldVectors()) {
        cells.add(vector.getObject(row).toString());
      }
      rows.add(List.copyOf(cells));
    }
  }
}
