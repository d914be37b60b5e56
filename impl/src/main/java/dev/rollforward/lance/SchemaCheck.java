package dev.rollforward.lance;

import dev.rollforward.SchemaMismatchException;
import dev.rollforward.StoreException;
import dev.rollforward.core.TableId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.FragmentMetadata;
import org.lance.fragment.DataFile;
import org.lance.schema.LanceField;

/** Makes sure that data fits a table before it is committed: a Lance commit checks nothing. */
final class SchemaCheck {
  private static final String NO_FIELD = "no such field";

  private SchemaCheck() {}

  /**
   * The data's fields are the table's: the same names in the same order, with the same types and
   * nullability, inside lists and structs too. Lance demands as much when it writes data, but says
   * it worse.
   *
   * @throws SchemaMismatchException at the first field that does not fit
   * @throws IllegalArgumentException if the data has dictionary-encoded fields
   */
  static void matches(TableId table, Schema expected, Schema actual) {
    matches(table, "", expected.getFields(), actual.getFields());
  }

  /** Whether that is so. */
  static boolean isSame(TableId table, Schema expected, Schema actual) {
    try {
      matches(table, expected, actual);
      return true;
    } catch (SchemaMismatchException other) {
      return false;
    }
  }

  /**
   * Data files name fields by number. Lance takes the numbers from HEAD when it writes them, and
   * HEAD may have another schema than {@code base} by then, if an external tool changed it.
   *
   * @throws StoreException if the files name fields that {@code base} does not have
   */
  static void fieldIds(TableId table, List<FragmentMetadata> fragments, Dataset base) {
    Set<Integer> known = new HashSet<>();
    base.getLanceSchema().fields().forEach(field -> collectIds(field, known));
    for (FragmentMetadata fragment : fragments) {
      for (DataFile file : fragment.getFiles()) {
        for (int id : file.getFields()) {
          if (!known.contains(id)) {
            throw otherFields(table, base.version());
          }
        }
      }
    }
  }

  private static StoreException otherFields(TableId table, long base) {
    return new StoreException(
        "data for table "
            + table
            + " was staged against a schema that is not that of version "
            + base
            + ": something else changed the table meanwhile. Stage it again",
        null);
  }

  private static void collectIds(LanceField field, Set<Integer> ids) {
    ids.add(field.getId());
    field.getChildren().forEach(child -> collectIds(child, ids));
  }

  private static void matches(
      TableId table, String parent, List<Field> expected, List<Field> actual) {
    for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
      Field wanted = i < expected.size() ? expected.get(i) : null;
      Field given = i < actual.size() ? actual.get(i) : null;
      String path = parent + (wanted != null ? wanted : given).getName();
      if (wanted == null || given == null || !describe(wanted).equals(describe(given))) {
        throw new SchemaMismatchException(table.value(), path, describe(wanted), describe(given));
      }
      refuseDictionaries(table, path, given);
      matches(table, path + ".", wanted.getChildren(), given.getChildren());
    }
  }

  private static void refuseDictionaries(TableId table, String path, Field field) {
    if (field.getDictionary() != null) {
      throw new IllegalArgumentException(
          "field " + path + " for table " + table + " is dictionary-encoded. Decode it first");
    }
    field
        .getChildren()
        .forEach(child -> refuseDictionaries(table, path + "." + child.getName(), child));
  }

  private static String describe(Field field) {
    return field == null
        ? NO_FIELD
        : field.getName() + " " + field.getType() + (field.isNullable() ? "" : " not null");
  }
}
