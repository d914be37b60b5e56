package dev.rollforward.lance;

import dev.rollforward.NoSuchColumnException;
import dev.rollforward.UnsupportedSchemaException;
import dev.rollforward.core.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.schema.LanceField;
import org.lance.schema.LanceSchema;

/**
 * The columns of a version, with the numbers by which its data files know them, and what becomes of
 * them when the schema is changed. A column of the next schema that is not given its number there
 * is a new one to Lance, which reads as null. Immutable.
 */
final class Columns {
  /** The key that gives a field of a schema its number. */
  private static final String FIELD_ID = "lance:field_id";

  /** A column, and the numbers of it and of what is inside it; none for one that is added. */
  private record Column(Field field, Optional<LanceField> stored) {
    Column renamed(String name) {
      return new Column(new Field(name, field.getFieldType(), field.getChildren()), stored);
    }

    Field numbered() {
      return stored.map(known -> Columns.numbered(field, known)).orElse(field);
    }
  }

  private final TableId table;
  private final List<Column> columns;
  private final Map<String, String> metadata;

  private Columns(TableId table, List<Column> columns, Map<String, String> metadata) {
    this.table = table;
    this.columns = List.copyOf(columns);
    this.metadata = Map.copyOf(metadata);
  }

  /** Those of {@code version}. */
  static Columns of(TableId table, Dataset version) {
    List<Column> columns = new ArrayList<>();
    Schema schema = version.getSchema();
    List<LanceField> stored = version.getLanceSchema().fields();
    for (int i = 0; i < stored.size(); i++) {
      columns.add(new Column(schema.getFields().get(i), Optional.of(stored.get(i))));
    }
    Map<String, String> metadata = schema.getCustomMetadata();
    return new Columns(table, columns, metadata == null ? Map.of() : metadata);
  }

  /**
   * These and, behind them, {@code added}, null in every row.
   *
   * @throws UnsupportedSchemaException if no table can have the result, or one of them cannot be
   *     null
   */
  Columns plusNull(List<Field> added) {
    return plus(added, name -> Optional.empty());
  }

  /**
   * These and, behind them, {@code added}, with the numbers that they have in {@code stored}.
   *
   * @throws UnsupportedSchemaException as {@link #plusNull}: a row may have no value in them
   */
  Columns plus(List<Field> added, LanceSchema stored) {
    return plus(
        added, name -> stored.fields().stream().filter(f -> f.getName().equals(name)).findFirst());
  }

  private Columns plus(List<Field> added, Function<String, Optional<LanceField>> stored) {
    List<Column> all = new ArrayList<>(columns);
    for (Field field : added) {
      if (!field.isNullable()) {
        throw new UnsupportedSchemaException(
            table.value(),
            ColumnNames.shown(field.getName()),
            "cannot be null, and the rows that the table has may be without a value. Make it"
                + " nullable");
      }
      all.add(new Column(field, stored.apply(field.getName())));
    }
    requireSome(added.size(), "add");
    return checked(all);
  }

  /**
   * These without {@code names}.
   *
   * @throws NoSuchColumnException if one of them is not there
   * @throws UnsupportedSchemaException if none would be left
   */
  Columns without(List<String> names) {
    requireSome(names.size(), "drop");
    names.forEach(this::require);
    Set<String> gone = new HashSet<>(names);
    if (gone.size() < names.size()) {
      throw new IllegalArgumentException("columns to drop are named twice: " + names);
    }
    return checked(columns.stream().filter(c -> !gone.contains(c.field().getName())).toList());
  }

  /**
   * These, with another name for one of them.
   *
   * @throws NoSuchColumnException if it is not there
   * @throws UnsupportedSchemaException if the new name is taken, or no column can have it
   */
  Columns renamed(String from, String to) {
    require(from);
    if (names().contains(to)) {
      throw new UnsupportedSchemaException(
          table.value(), ColumnNames.shown(to), "is there already. Choose another name");
    }
    return checked(
        columns.stream().map(c -> c.field().getName().equals(from) ? c.renamed(to) : c).toList());
  }

  /** The same columns of a table with other metadata. */
  Columns withMetadata(String key, Optional<String> value) {
    Map<String, String> other = new HashMap<>(metadata);
    other.remove(key);
    value.ifPresent(present -> other.put(key, present));
    return new Columns(table, columns, other);
  }

  /** As Lance takes them, with their numbers. Equal if and only if columns and metadata are. */
  Schema numbered() {
    return new Schema(columns.stream().map(Column::numbered).toList(), metadata);
  }

  private Columns checked(List<Column> next) {
    SchemaRules.check(table, new Schema(next.stream().map(Column::field).toList()));
    return new Columns(table, next, metadata);
  }

  /**
   * One of them is called so.
   *
   * @throws NoSuchColumnException if none is
   */
  void require(String name) {
    if (!names().contains(name)) {
      throw new NoSuchColumnException(table.value(), name, names());
    }
  }

  private List<String> names() {
    return columns.stream().map(column -> column.field().getName()).toList();
  }

  private void requireSome(int number, String what) {
    if (number == 0) {
      throw new IllegalArgumentException("no columns to " + what + " in table " + table);
    }
  }

  /** Some types have children in Arrow that are none to Lance, such as fixed-size lists. */
  private static Field numbered(Field field, LanceField stored) {
    Map<String, String> metadata = new HashMap<>(field.getMetadata());
    metadata.put(FIELD_ID, String.valueOf(stored.getId()));
    List<Field> children = new ArrayList<>(field.getChildren());
    for (int i = 0; i < stored.getChildren().size(); i++) {
      children.set(i, numbered(children.get(i), stored.getChildren().get(i)));
    }
    return new Field(
        field.getName(),
        new FieldType(field.isNullable(), field.getType(), field.getDictionary(), metadata),
        children);
  }
}
