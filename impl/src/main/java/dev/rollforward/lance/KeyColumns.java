package dev.rollforward.lance;

import dev.rollforward.NoSuchColumnException;
import dev.rollforward.core.TableId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** The columns by which rows are matched, and the key of a row. Immutable. */
final class KeyColumns {
  private final List<String> names;

  private KeyColumns(List<String> names) {
    this.names = names;
  }

  /**
   * Those called {@code names}.
   *
   * @param schema of the table
   * @throws NoSuchColumnException if the table does not have one of them
   * @throws IllegalArgumentException if there are none, one is named twice, or one is of a type by
   *     which rows cannot be matched
   */
  static KeyColumns of(TableId table, Schema schema, List<String> names) {
    if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException(
          names.isEmpty()
              ? "no key columns for table " + table + ". Name those that identify a row"
              : "key columns for table " + table + " are named twice: " + names);
    }
    for (String name : names) {
      Field field =
          schema.getFields().stream()
              .filter(column -> column.getName().equals(name))
              .findFirst()
              .orElseThrow(() -> missing(table, schema, name));
      requireComparable(table, field);
    }
    return new KeyColumns(List.copyOf(names));
  }

  private static NoSuchColumnException missing(TableId table, Schema schema, String name) {
    return new NoSuchColumnException(
        table.value(), name, schema.getFields().stream().map(Field::getName).toList());
  }

  private static void requireComparable(TableId table, Field field) {
    ArrowType type = field.getType();
    String problem =
        type.isComplex() || !field.getChildren().isEmpty()
            ? "is nested"
            : type instanceof ArrowType.FloatingPoint
                ? "holds floating-point numbers, of which NaN, 0.0 and -0.0 have no one equality"
                : type instanceof ArrowType.Null ? "holds nothing but nulls" : "";
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(
          "column "
              + ColumnNames.shown(field.getName())
              + " of table "
              + table
              + " cannot be a key: it "
              + problem
              + ". Name columns of numbers, texts, bytes or times that identify a row");
    }
  }

  /** In the order in which they were named. */
  List<String> names() {
    return names;
  }

  /** These columns of a batch, in the same order. */
  List<FieldVector> of(VectorSchemaRoot batch) {
    return names.stream().map(batch::getVector).toList();
  }

  /**
   * The key of one row, which equals that of any other row with the same; empty if part is null.
   */
  static Optional<List<Object>> key(List<FieldVector> columns, int row) {
    List<Object> key = new ArrayList<>(columns.size());
    for (FieldVector column : columns) {
      if (column.isNull(row)) {
        return Optional.empty();
      }
      Object value = column.getObject(row);
      key.add(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value);
    }
    return Optional.of(key);
  }
}
