package dev.rollforward.lance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Rows of any schema, each made from a number; and what a reader holds, as something to compare.
 */
final class SampleRows {
  private static final long DAY = 86_400_000L;

  /** Which rows have nulls, as far as their fields can. */
  enum Nulls {
    SOME,
    NONE,
    ALL
  }

  private final Nulls nulls;

  private SampleRows(Nulls nulls) {
    this.nulls = nulls;
  }

  /** One batch of rows made from the numbers 1 to {@code count}. */
  static ArrowReader of(BufferAllocator allocator, Schema schema, Nulls nulls, int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
        ArrowStreamWriter writer = new ArrowStreamWriter(root, null, bytes)) {
      new SampleRows(nulls).fill(root, count);
      writer.writeBatch();
      writer.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), allocator);
  }

  /** Reads to the end and closes. */
  static List<Object> read(ArrowReader reader) {
    List<Object> rows = new ArrayList<>();
    try (reader) {
      while (reader.loadNextBatch()) {
        VectorSchemaRoot root = reader.getVectorSchemaRoot();
        for (int i = 0; i < root.getRowCount(); i++) {
          List<Object> row = new ArrayList<>();
          for (FieldVector vector : root.getFieldVectors()) {
            row.add(comparable(vector.getObject(i)));
          }
          rows.add(row);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static Object comparable(Object value) {
    if (value instanceof byte[] bytes) {
      return Arrays.toString(bytes);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(SampleRows::comparable).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> children = new TreeMap<>();
      map.forEach((name, child) -> children.put(name, comparable(child)));
      return children.toString();
    }
    return String.valueOf(value);
  }

  private void fill(VectorSchemaRoot root, int count) {
    for (FieldVector vector : root.getFieldVectors()) {
      vector.allocateNew();
      for (int i = 0; i < count; i++) {
        set(vector, i, i + 1);
      }
      vector.setValueCount(count);
    }
    root.setRowCount(count);
  }

  private boolean isNull(FieldVector vector, int number) {
    return vector.getField().isNullable()
        && (nulls == Nulls.ALL || (nulls == Nulls.SOME && number % 4 == 2));
  }

  private void set(FieldVector vector, int index, int number) {
    if (vector instanceof NullVector) {
      return;
    }
    if (isNull(vector, number)) {
      vector.setNull(index);
    } else if (vector instanceof BitVector bits) {
      bits.setSafe(index, number % 2);
    } else if (vector instanceof BaseFixedWidthVector fixed) {
      setFixed(fixed, index, number);
    } else if (vector instanceof BaseVariableWidthVector text) {
      text.setSafe(index, text(number));
    } else if (vector instanceof BaseLargeVariableWidthVector text) {
      text.setSafe(index, text(number));
    } else {
      setNested(vector, index, number);
    }
  }

  private void setNested(FieldVector vector, int index, int number) {
    if (vector instanceof ListVector list) {
      int start = list.startNewValue(index);
      items(list.getDataVector(), start, number % 3, number);
      list.endValue(index, number % 3);
    } else if (vector instanceof LargeListVector list) {
      long start = list.startNewValue(index);
      items(list.getDataVector(), (int) start, number % 3, number);
      list.endValue(index, number % 3);
    } else if (vector instanceof FixedSizeListVector list) {
      items(list.getDataVector(), list.startNewValue(index), list.getListSize(), number);
    } else if (vector instanceof StructVector struct) {
      struct.getChildrenFromFields().forEach(child -> set(child, index, number + 1));
      struct.setIndexDefined(index);
    } else {
      throw new IllegalArgumentException("no values for " + vector.getField());
    }
  }

  private void items(FieldVector items, int start, int count, int number) {
    for (int i = 0; i < count; i++) {
      set(items, start + i, number + 11 * i);
    }
  }

  private static void setFixed(BaseFixedWidthVector vector, int index, int number) {
    while (index >= vector.getValueCapacity()) {
      vector.reAlloc();
    }
    int width = vector.getTypeWidth();
    byte[] bytes = bytes(vector.getField().getType(), width, number);
    vector.getDataBuffer().setBytes((long) index * width, bytes, 0, width);
    BitVectorHelper.setBit(vector.getValidityBuffer(), index);
  }

  private static byte[] bytes(ArrowType type, int width, int number) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.max(width, 8)).order(ByteOrder.LITTLE_ENDIAN);
    if (type instanceof ArrowType.FloatingPoint && width == 4) {
      bytes.putFloat(number / 2f);
    } else if (type instanceof ArrowType.FloatingPoint && width == 8) {
      bytes.putDouble(number / 2d);
    } else if (type instanceof ArrowType.Date && width == 8) {
      bytes.putLong(DAY * number);
    } else {
      bytes.putLong(number);
    }
    return bytes.array();
  }

  private static byte[] text(int number) {
    String text = number % 5 == 0 ? "a text of more than twelve bytes: " + number : "t" + number;
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
