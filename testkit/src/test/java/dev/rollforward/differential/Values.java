package dev.rollforward.differential;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.Text;

/**
 * Rows, as maps from column to value. The first letter of a column's name tells its type: {@code i}
 * a long, {@code n} an int, {@code q} an int that is never null, {@code f} a double, {@code t} a
 * text, {@code b} a boolean, {@code l} a list of ints, {@code s} a struct of an int {@code a} and a
 * text {@code b}.
 */
final class Values {
  static final List<String> TEXTS =
      List.of("", "a", "é", "日本語", "😀 smile", "it's \"quoted\" `so`", "a\nb", "x".repeat(300));

  private static final ArrowType INT = new ArrowType.Int(32, true);
  private static final double[] DOUBLES = {
    Double.NaN, 0.0, -0.0, 1.5, -2.25, Double.POSITIVE_INFINITY, Double.MIN_VALUE
  };

  private Values() {}

  static Schema schema(List<String> columns) {
    return new Schema(columns.stream().map(Values::field).toList());
  }

  static Field field(String column) {
    return switch (column.charAt(0)) {
      case 'i' -> Field.nullable(column, new ArrowType.Int(64, true));
      case 'n' -> Field.nullable(column, INT);
      case 'q' -> Field.notNullable(column, INT);
      case 'f' ->
          Field.nullable(column, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
      case 't' -> Field.nullable(column, ArrowType.Utf8.INSTANCE);
      case 'b' -> Field.nullable(column, ArrowType.Bool.INSTANCE);
      case 'l' -> list(column, Field.nullable("item", INT));
      case 's' ->
          new Field(
              column,
              FieldType.nullable(ArrowType.Struct.INSTANCE),
              List.of(Field.nullable("a", INT), Field.nullable("b", ArrowType.Utf8.INSTANCE)));
      default -> throw new IllegalArgumentException(column);
    };
  }

  private static Field list(String name, Field item) {
    return new Field(name, FieldType.nullable(ArrowType.List.INSTANCE), List.of(item));
  }

  /** The rows that {@code op} brings; no two with the same key, if they are matched by it. */
  static List<Map<String, Object>> rows(Op op) {
    boolean matched = op.kind() == Op.Kind.UPSERT || op.kind() == Op.Kind.MATCH_COLUMN;
    Random random = op.random();
    List<Long> keys = new ArrayList<>();
    for (long key = 0; key < Math.max(60, 2L * op.count()); key++) {
      keys.add(key);
    }
    Collections.shuffle(keys, random);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < op.count(); i++) {
      Map<String, Object> row = new HashMap<>();
      op.broughtColumns().forEach(column -> row.put(column, value(random, column)));
      if (matched) {
        row.put("id", keys.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static Object value(Random random, String column) {
    // Lance errs where all structs that it reads at once are null.
    int nulls = column.charAt(0) == 's' ? 2 : 6;
    if (column.charAt(0) != 'q' && random.nextInt(nulls) == 0) {
      return null;
    }
    return switch (column.charAt(0)) {
      case 'i' -> (long) random.nextInt(60);
      case 'n', 'q' -> random.nextInt(100) - 50;
      case 'f' ->
          random.nextBoolean() ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextDouble();
      case 't' -> text(random);
      case 'b' -> random.nextBoolean();
      case 'l' -> items(random, "n");
      case 's' -> struct(random);
      default -> throw new IllegalArgumentException(column);
    };
  }

  private static String text(Random random) {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private static List<Object> items(Random random, String column) {
    List<Object> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(value(random, column));
    }
    return items;
  }

  /** A child that is null is left out, as Arrow leaves it out. */
  private static Map<String, Object> struct(Random random) {
    Map<String, Object> struct = new TreeMap<>();
    if (random.nextBoolean()) {
      struct.put("a", random.nextInt(6));
    }
    if (random.nextBoolean()) {
      struct.put("b", text(random));
    }
    return struct;
  }

  /** The same rows for Arrow, in batches of {@code size}; the caller closes the reader. */
  static ArrowReader reader(
      BufferAllocator allocator, List<String> columns, List<Map<String, Object>> rows, int size) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (VectorSchemaRoot root = VectorSchemaRoot.create(schema(columns), allocator);
        ArrowStreamWriter writer = new ArrowStreamWriter(root, null, bytes)) {
      writer.start();
      for (int from = 0; from < rows.size(); from += size) {
        fill(root, rows.subList(from, Math.min(from + size, rows.size())));
        writer.writeBatch();
      }
      writer.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), allocator);
  }

  private static void fill(VectorSchemaRoot root, List<Map<String, Object>> rows) {
    root.allocateNew();
    for (FieldVector vector : root.getFieldVectors()) {
      for (int i = 0; i < rows.size(); i++) {
        set(vector, i, rows.get(i).get(vector.getName()));
      }
    }
    root.setRowCount(rows.size());
  }

  private static void set(FieldVector vector, int index, Object value) {
    if (vector instanceof StructVector struct) {
      setStruct(struct, index, (Map<?, ?>) value);
    } else if (value == null) {
      vector.setNull(index);
    } else if (vector instanceof ListVector list) {
      List<?> items = (List<?>) value;
      int start = list.startNewValue(index);
      for (int i = 0; i < items.size(); i++) {
        set(list.getDataVector(), start + i, items.get(i));
      }
      list.endValue(index, items.size());
    } else {
      setPlain(vector, index, value);
    }
  }

  private static void setStruct(StructVector struct, int index, Map<?, ?> value) {
    for (FieldVector child : struct.getChildrenFromFields()) {
      set(child, index, value == null ? null : value.get(child.getName()));
    }
    if (value == null) {
      struct.setNull(index);
    } else {
      struct.setIndexDefined(index);
    }
  }

  private static void setPlain(FieldVector vector, int index, Object value) {
    if (vector instanceof BigIntVector longs) {
      longs.setSafe(index, (Long) value);
    } else if (vector instanceof IntVector ints) {
      ints.setSafe(index, (Integer) value);
    } else if (vector instanceof Float8Vector doubles) {
      doubles.setSafe(index, (Double) value);
    } else if (vector instanceof BitVector bits) {
      bits.setSafe(index, (Boolean) value ? 1 : 0);
    } else {
      ((VarCharVector) vector).setSafe(index, ((String) value).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Reads to the end, and closes. */
  static List<Map<String, Object>> read(ArrowReader reader) {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (reader) {
      while (reader.loadNextBatch()) {
        VectorSchemaRoot batch = reader.getVectorSchemaRoot();
        for (int i = 0; i < batch.getRowCount(); i++) {
          Map<String, Object> row = new HashMap<>();
          for (FieldVector vector : batch.getFieldVectors()) {
            row.put(vector.getName(), plain(vector.getObject(i)));
          }
          rows.add(row);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static Object plain(Object value) {
    if (value instanceof Text text) {
      return text.toString();
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> children = new TreeMap<>();
      map.forEach((name, child) -> children.put((String) name, plain(child)));
      return children;
    }
    return value;
  }

  /** The rows as a sorted list of texts, equal if and only if the rows are, in any order. */
  static List<String> comparable(List<Map<String, Object>> rows) {
    return rows.stream().map(row -> new TreeMap<>(row).toString()).sorted().toList();
  }
}
