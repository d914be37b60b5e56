package dev.rollforward.lance;

import dev.rollforward.UnsupportedSchemaException;
import dev.rollforward.core.TableId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What the schema of a table may look like. A Lance commit checks hardly anything: there are names
 * and types that it takes and cannot give back, that can be created and never appended to, and that
 * end the JVM from native code. So what is not known to survive a create, an append and a scan is
 * refused before anything is written. {@code ArrowTypesTest} holds the rules against Lance.
 */
final class SchemaRules {
  /** Arrow's Java library cannot read a schema that is nested deeper than 63. */
  static final int MAX_DEPTH = 60;

  private final TableId table;

  private SchemaRules(TableId table) {
    this.table = table;
  }

  /**
   * A new table may have this schema.
   *
   * @throws UnsupportedSchemaException at the first field that no table can have
   */
  static void check(TableId table, Schema schema) {
    SchemaRules rules = new SchemaRules(table);
    if (schema.getFields().isEmpty()) {
      throw new UnsupportedSchemaException(table.value(), "", "has no columns");
    }
    rules.siblings("", schema.getFields());
    for (Field column : schema.getFields()) {
      String path = ColumnNames.shown(column.getName());
      rules.refuse(path, ColumnNames.problemOfColumn(column.getName()));
      rules.field(path, 1, column, StorableType.Place.COLUMN);
    }
  }

  private void field(String path, int depth, Field field, StorableType.Place place) {
    if (depth > MAX_DEPTH) {
      throw new UnsupportedSchemaException(
          table.value(), "", "is nested deeper than " + MAX_DEPTH + " levels");
    }
    refuse(path, ColumnNames.problemOfField(field.getName()));
    if (field.getDictionary() != null) {
      refuse(path, Optional.of("is dictionary-encoded. Decode it first"));
    }
    refuse(path, FieldMetadata.problemOf(field, place));
    StorableType type = new StorableType(field, place);
    refuse(path, field.getType().accept(type));
    siblings(path + ".", field.getChildren());
    for (Field child : field.getChildren()) {
      String name = path + "." + ColumnNames.shown(child.getName());
      field(name, depth + 1, child, type.placeOfChildren());
    }
  }

  private void siblings(String parent, List<Field> fields) {
    Set<String> names = new HashSet<>();
    for (Field field : fields) {
      if (!names.add(field.getName())) {
        String path = parent + ColumnNames.shown(field.getName());
        refuse(path, Optional.of("is there twice. Names of siblings must differ"));
      }
    }
  }

  private void refuse(String path, Optional<String> problem) {
    if (problem.isPresent()) {
      throw new UnsupportedSchemaException(table.value(), path, problem.get());
    }
  }
}
