package dev.rollforward.lance;

import dev.rollforward.SchemaMismatchException;
import dev.rollforward.core.TableId;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.Fragment;
import org.lance.fragment.FragmentMergeResult;

/**
 * Columns whose values are those of the row with the same key, null if there is none. The rows are
 * in a file of their own, which is read once for each fragment.
 */
final class MatchedColumns implements StagedColumns.Values {
  private final FragmentWriter writer;
  private final Schema schema;
  private final String key;
  private final Optional<String> file;

  private MatchedColumns(FragmentWriter writer, Schema schema, String key, Optional<String> file) {
    this.writer = writer;
    this.schema = schema;
    this.key = key;
    this.file = file;
  }

  /**
   * Those of {@code rows}, which are read to their end and left open.
   *
   * @param schema of the rows
   * @param key the column by which they are matched; all others are added
   * @throws dev.rollforward.SchemaException if they do not fit {@code version}
   * @throws IllegalArgumentException if there are no other columns, rows cannot be matched by this
   *     one, or two have the same key, or one a null in it
   */
  static MatchedColumns of(
      FragmentWriter writer,
      LanceDatasets datasets,
      TableId table,
      Dataset version,
      ArrowReader rows,
      Schema schema,
      String key) {
    check(table, version, schema, key);
    Columns.of(table, version).plusNull(others(schema, key));
    KeyColumns keys = KeyColumns.of(table, schema, List.of(key));
    KeyedRows keyed = new KeyedRows(datasets.allocator(), rows, table, keys);
    Optional<String> file = keyed.refusal().explaining(() -> writer.writeFile(table, keyed));
    return new MatchedColumns(writer, schema, key, file);
  }

  private static void check(TableId table, Dataset version, Schema schema, String key) {
    KeyColumns.of(table, version.getSchema(), List.of(key));
    KeyColumns.of(table, schema, List.of(key));
    Field ours = version.getSchema().findField(key);
    Field given = schema.findField(key);
    if (!ours.getType().equals(given.getType())) {
      throw new SchemaMismatchException(
          table.value(), key, ours.getType().toString(), given.getType().toString());
    }
  }

  private static List<Field> others(Schema schema, String key) {
    return schema.getFields().stream().filter(field -> !field.getName().equals(key)).toList();
  }

  @Override
  public List<Field> columns(TableId table, Dataset version) {
    check(table, version, schema, key);
    return others(schema, key);
  }

  @Override
  public Optional<FragmentMergeResult> write(
      TableId table, Dataset version, Fragment fragment, List<Field> added) {
    return file.map(
        rows -> writer.readFile(table, rows, all -> writer.merge(table, fragment, all, key, key)));
  }
}
