package dev.rollforward.lance;

import dev.rollforward.NoSuchColumnException;
import dev.rollforward.core.TableId;
import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;

/** The new values of columns, as expressions. Immutable. */
final class Assignments {
  private final BufferAllocator allocator;
  private final TableId table;
  private final Schema schema;
  private final Map<String, String> columns;
  private final Expressions expressions;

  private Assignments(
      BufferAllocator allocator,
      TableId table,
      Schema schema,
      Map<String, String> columns,
      Expressions expressions) {
    this.allocator = allocator;
    this.table = table;
    this.schema = schema;
    this.columns = columns;
    this.expressions = expressions;
  }

  /**
   * Those of {@code values}, checked.
   *
   * @param schema of the table
   * @param values an expression for each column that gets a new value
   * @throws NoSuchColumnException if the table does not have one of the columns
   * @throws IllegalArgumentException if there are none, or an expression cannot be understood,
   *     names no column, or is of another type than its column
   */
  static Assignments of(
      BufferAllocator allocator, TableId table, Schema schema, Map<String, String> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no columns of table " + table + " to set");
    }
    String prefix = unused(schema);
    Map<String, String> columns = new LinkedHashMap<>();
    Map<String, String> expressions = new LinkedHashMap<>();
    for (Map.Entry<String, String> value : values.entrySet()) {
      Field column = column(table, schema, value.getKey());
      columns.put(column.getName(), prefix + columns.size());
      expressions.put(columns.get(column.getName()), expression(table, column, value.getValue()));
    }
    String problem =
        "set " + columns.keySet().stream().map(ColumnNames::shown).toList() + " of table " + table;
    Assignments all =
        new Assignments(
            allocator, table, schema, columns, new Expressions(allocator, problem, expressions));
    all.check();
    return all;
  }

  private static String unused(Schema schema) {
    StringBuilder prefix = new StringBuilder("new_");
    while (schema.getFields().stream().anyMatch(f -> f.getName().startsWith(prefix.toString()))) {
      prefix.append('_');
    }
    return prefix.toString();
  }

  private static Field column(TableId table, Schema schema, String name) {
    return schema.getFields().stream()
        .filter(field -> field.getName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new NoSuchColumnException(
                    table.value(), name, schema.getFields().stream().map(Field::getName).toList()));
  }

  private static String expression(TableId table, Field column, String value) {
    String expression =
        Expressions.translated(table, column.getName(), value, "To take the value away, say null");
    return SqlTypes.nameOf(column.getType())
        .map(type -> "arrow_cast((" + expression + "), '" + type + "')")
        .orElse(expression);
  }

  /** Computes nothing, but finds every fault of the expressions. */
  private void check() {
    try (VectorSchemaRoot none = VectorSchemaRoot.create(schema, allocator);
        Expressions.Computed computed = compute(none)) {
      Schema types = computed.rows().getVectorSchemaRoot().getSchema();
      for (int i = 0; i < schema.getFields().size(); i++) {
        requireType(schema.getFields().get(i), types.getFields().get(i));
      }
    } catch (IOException e) {
      throw expressions.failure(e);
    }
  }

  private void requireType(Field column, Field value) {
    if (!(value.getType() instanceof ArrowType.Null) && !isSameType(column, value)) {
      throw new IllegalArgumentException(
          "column "
              + ColumnNames.shown(column.getName())
              + " of table "
              + table
              + " is "
              + column.getType()
              + ", and its new value "
              + value.getType()
              + ". Cast it");
    }
  }

  private static boolean isSameType(Field one, Field other) {
    boolean same =
        one.getType().equals(other.getType())
            && one.getChildren().size() == other.getChildren().size();
    for (int i = 0; same && i < one.getChildren().size(); i++) {
      same = isSameType(one.getChildren().get(i), other.getChildren().get(i));
    }
    return same;
  }

  /** The table. */
  TableId table() {
    return table;
  }

  /** The schema of the table, which the rows have before and after. */
  Schema schema() {
    return schema;
  }

  /**
   * The rows of {@code batch}, which has the columns of the table, with the new values in place.
   *
   * @return rows whose columns are in the order of the table, and may have other names
   * @throws IllegalArgumentException if a value cannot be computed
   */
  Expressions.Computed compute(VectorSchemaRoot batch) {
    return expressions.compute(
        batch,
        schema.getFields().stream()
            .map(field -> columns.getOrDefault(field.getName(), field.getName()))
            .toList());
  }

  /**
   * The same of some rows of {@code batch}. Lance picks them, as Arrow can put neither rows nor
   * vectors of every type together.
   *
   * @param which of its rows, by number; at least one
   * @throws IOException if they cannot be picked
   */
  Expressions.Computed compute(VectorSchemaRoot batch, BitSet which) throws IOException {
    if (which.cardinality() == batch.getRowCount()) {
      return compute(batch);
    }
    try (ArrowReader picked = pick(batch, which)) {
      if (!picked.loadNextBatch()
          || picked.getVectorSchemaRoot().getRowCount() != which.cardinality()) {
        throw new IOException("Lance has not picked all rows to update of table " + table);
      }
      return compute(picked.getVectorSchemaRoot());
    }
  }

  private ArrowReader pick(VectorSchemaRoot batch, BitSet which) throws IOException {
    List<Long> numbers = which.stream().mapToObj(Long::valueOf).toList();
    List<String> names = schema.getFields().stream().map(Field::getName).toList();
    try (Dataset scratch = expressions.inMemory(batch)) {
      return scratch.take(numbers, names);
    } catch (RuntimeException e) {
      throw new IOException("cannot pick the rows to update of table " + table, e);
    }
  }
}
