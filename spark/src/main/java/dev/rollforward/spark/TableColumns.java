package dev.rollforward.spark;

import dev.rollforward.SchemaMismatchException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType.FixedSizeList;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataType$;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.util.ArrowUtils;

/** The columns of a table, as Spark knows them. */
record TableColumns(String table, Schema schema) {
  private static final String NONE = "no such field";

  /**
   * {@code rows} in the order of the columns of the table. Nothing is cast and nothing is left out:
   * either could lose data, and would not say so.
   *
   * @throws SchemaMismatchException if the columns of both are not the same, by name and type
   * @throws IllegalArgumentException if the table has a column that Spark has no type for
   */
  Dataset<Row> of(Dataset<Row> rows) {
    List<StructField> given = List.of(rows.schema().fields());
    Set<String> taken = new HashSet<>();
    List<Column> columns = new ArrayList<>();
    for (Field field : schema.getFields()) {
      String name = field.getName();
      DataType type = type(field);
      DataType its =
          given.stream()
              .filter(column -> column.name().equals(name))
              .map(StructField::dataType)
              .findFirst()
              .orElseThrow(() -> mismatch(name, type.catalogString(), NONE));
      if (!DataType$.MODULE$.equalsIgnoreCompatibleNullability(its, type)) {
        throw mismatch(name, told(type), told(its));
      }
      taken.add(name);
      columns.add(functions.col(name));
    }
    for (StructField column : given) {
      if (!taken.contains(column.name())) {
        throw mismatch(column.name(), NONE, column.dataType().catalogString());
      }
      if (given.stream().filter(other -> other.name().equals(column.name())).count() > 1) {
        throw mismatch(column.name(), "one such field", "several");
      }
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  private SchemaMismatchException mismatch(String field, String expected, String actual) {
    return new SchemaMismatchException(table, field, expected, actual);
  }

  /** With what may be null inside, which the name of a type leaves out. */
  private static String told(DataType type) {
    return type.json().replace("\"", "");
  }

  /** As Spark's own conversion says, which knows no lists of fixed size. */
  private DataType type(Field field) {
    try {
      if (field.getType() instanceof FixedSizeList) {
        Field item = field.getChildren().get(0);
        return new ArrayType(ArrowUtils.fromArrowField(item), item.isNullable());
      }
      return ArrowUtils.fromArrowField(field);
    } catch (RuntimeException unsupported) {
      throw new IllegalArgumentException(
          "Spark cannot write column "
              + field.getName()
              + " of table "
              + table
              + ": it has no type for "
              + field.getType()
              + ". Write this table by other means",
          unsupported);
    }
  }

  /** The numbers of the columns that may not be null. */
  int[] required() {
    List<Field> fields = schema.getFields();
    return IntStream.range(0, fields.size()).filter(i -> !fields.get(i).isNullable()).toArray();
  }
}
