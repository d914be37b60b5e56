package dev.rollforward;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Rows for tests: one column of numbers, {@code n}, in one batch. */
public final class NumberRows extends TestRows {
  /** The schema of the rows. */
  public static final Schema SCHEMA =
      new Schema(List.of(Field.nullable("n", new ArrowType.Int(64, true))));

  private final long[] values;
  private boolean read;

  private NumberRows(BufferAllocator allocator, long[] values) {
    super(allocator, SCHEMA);
    this.values = values;
  }

  /** A reader of {@code values}, a row each, whose memory comes from {@code allocator}. */
  public static ArrowReader of(BufferAllocator allocator, long... values) {
    return new NumberRows(allocator, values.clone());
  }

  /** The numbers in {@code column} of {@code rows}, which are read to their end and closed. */
  public static List<Long> read(ArrowReader rows, String column) {
    List<Long> numbers = new ArrayList<>();
    try (rows) {
      while (rows.loadNextBatch()) {
        BigIntVector values = (BigIntVector) rows.getVectorSchemaRoot().getVector(column);
        for (int i = 0; i < values.getValueCount(); i++) {
          numbers.add(values.getObject(i));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return numbers;
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    if (read) {
      return false;
    }
    read = true;
    VectorSchemaRoot batch = getVectorSchemaRoot();
    BigIntVector column = (BigIntVector) batch.getVector("n");
    for (int i = 0; i < values.length; i++) {
      column.setSafe(i, values[i]);
    }
    batch.setRowCount(values.length);
    return true;
  }
}
