package dev.rollforward.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** A thousand rows of one number, to be read any number of times. */
final class Rows {
  static final int COUNT = 1_000;
  static final Schema SCHEMA =
      new Schema(List.of(Field.nullable("number", new ArrowType.Int(64, true))));

  private final BufferAllocator allocator;
  private final byte[] stream;

  Rows(BufferAllocator allocator) {
    this.allocator = allocator;
    try (VectorSchemaRoot batch = VectorSchemaRoot.create(SCHEMA, allocator)) {
      fill(batch);
      stream = written(batch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new reader of the rows; the caller closes it. */
  ArrowReader reader() {
    return new ArrowStreamReader(new ByteArrayInputStream(stream), allocator);
  }

  private static void fill(VectorSchemaRoot batch) {
    BigIntVector numbers = (BigIntVector) batch.getVector("number");
    numbers.allocateNew(COUNT);
    for (int i = 0; i < COUNT; i++) {
      numbers.set(i, i);
    }
    batch.setRowCount(COUNT);
  }

  private static byte[] written(VectorSchemaRoot batch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ArrowStreamWriter writer = new ArrowStreamWriter(batch, null, bytes)) {
      writer.writeBatch();
    }
    return bytes.toByteArray();
  }
}
