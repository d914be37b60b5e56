package dev.rollforward.lance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.Text;

/** Small Arrow data: a number and a text that says the same number. */
final class Rows {
  static final Field ID = Field.nullable("id", new ArrowType.Int(64, true));
  static final Field TEXT = Field.nullable("text", ArrowType.Utf8.INSTANCE);
  static final Schema SCHEMA = new Schema(List.of(ID, TEXT));

  private Rows() {}

  /** One batch with a row for each id. */
  static ArrowReader of(BufferAllocator allocator, long... ids) {
    return batches(allocator, SCHEMA, ids);
  }

  /**
   * A batch for each array, of a schema that begins with {@link #SCHEMA}; other fields are null.
   */
  static ArrowReader batches(BufferAllocator allocator, Schema schema, long[]... batches) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
        ArrowStreamWriter writer = new ArrowStreamWriter(root, null, bytes)) {
      for (long[] ids : batches) {
        fill(root, ids);
        writer.writeBatch();
      }
      writer.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), allocator);
  }

  /** One batch with a row for each id, whose text is another one. */
  static ArrowReader texts(BufferAllocator allocator, LongFunction<String> text, long... ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator);
        ArrowStreamWriter writer = new ArrowStreamWriter(root, null, bytes)) {
      fill(root, ids, text);
      writer.writeBatch();
      writer.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), allocator);
  }

  /** No batch at all, of any schema. */
  static ArrowReader none(BufferAllocator allocator, Schema schema) {
    return batches(allocator, schema, new long[0][]);
  }

  private static void fill(VectorSchemaRoot root, long[] ids) {
    fill(root, ids, id -> "row " + id);
  }

  private static void fill(VectorSchemaRoot root, long[] ids, LongFunction<String> texts) {
    root.allocateNew();
    BigIntVector id = (BigIntVector) root.getVector(0);
    VarCharVector text = (VarCharVector) root.getVector(1);
    for (int i = 0; i < ids.length; i++) {
      id.setSafe(i, ids[i]);
      text.setSafe(i, new Text(texts.apply(ids[i])));
    }
    root.setRowCount(ids.length);
  }

  /** Reads to the end, checks that both columns of each row agree, and closes. */
  static List<Long> ids(ArrowReader reader) {
    List<Long> ids = new ArrayList<>();
    try (reader) {
      while (reader.loadNextBatch()) {
        collect(reader.getVectorSchemaRoot(), ids);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ids;
  }

  private static void collect(VectorSchemaRoot root, List<Long> ids) {
    BigIntVector id = (BigIntVector) root.getVector("id");
    VarCharVector text = (VarCharVector) root.getVector("text");
    for (int i = 0; i < root.getRowCount(); i++) {
      if (!text.getObject(i).toString().equals("row " + id.get(i))) {
        throw new AssertionError("row " + id.get(i) + " has text " + text.getObject(i));
      }
      ids.add(id.get(i));
    }
  }

  static List<Long> list(long... ids) {
    return Arrays.stream(ids).boxed().toList();
  }
}
