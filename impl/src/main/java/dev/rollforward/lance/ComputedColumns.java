package dev.rollforward.lance;

import dev.rollforward.core.TableId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.Fragment;
import org.lance.fragment.FragmentMergeResult;
import org.lance.ipc.ScanOptions;

/** Columns whose values are computed from those of the same row. Immutable. */
final class ComputedColumns implements StagedColumns.Values {
  private static final FieldType ADDRESS = FieldType.notNullable(new ArrowType.Int(64, false));

  private final FragmentWriter writer;
  private final LanceDatasets datasets;
  private final List<String> names;
  private final Expressions expressions;

  /**
   * Of an expression for each column.
   *
   * @throws IllegalArgumentException if there are none, or one is blank, or cannot be handed to
   *     Lance
   */
  ComputedColumns(
      FragmentWriter writer, LanceDatasets datasets, TableId table, Map<String, String> columns) {
    this.writer = writer;
    this.datasets = datasets;
    this.names = List.copyOf(columns.keySet());
    Map<String, String> translated = new LinkedHashMap<>();
    columns.forEach(
        (column, value) ->
            translated.put(
                column,
                Expressions.translated(
                    table, column, value, "For a column of nulls, add it by its type alone")));
    String problem =
        "compute " + names.stream().map(ColumnNames::shown).toList() + " of table " + table;
    this.expressions = new Expressions(datasets.allocator(), problem, translated);
  }

  /** Computes nothing, but finds every fault of the expressions. */
  @Override
  public List<Field> columns(TableId table, Dataset version) {
    Columns.of(table, version).plusNull(names.stream().map(ComputedColumns::named).toList());
    try (VectorSchemaRoot none =
            VectorSchemaRoot.create(version.getSchema(), datasets.allocator());
        Expressions.Computed computed = expressions.compute(none, names)) {
      return computed.rows().getVectorSchemaRoot().getSchema().getFields().stream()
          .map(field -> new Field(field.getName(), nullable(field), field.getChildren()))
          .toList();
    } catch (IOException e) {
      throw expressions.failure(e);
    }
  }

  /** Its type is not known yet. */
  private static Field named(String name) {
    return Field.nullable(name, new ArrowType.Int(64, true));
  }

  private static FieldType nullable(Field field) {
    return new FieldType(true, field.getType(), field.getDictionary(), field.getMetadata());
  }

  /** All rows are read, without a filter: where it filters, Lance reads some null structs wrong. */
  @Override
  public Optional<FragmentMergeResult> write(
      TableId table, Dataset version, Fragment fragment, List<Field> added) {
    List<FragmentMergeResult> written = new ArrayList<>();
    datasets.scan(
        table,
        version,
        new ScanOptions.Builder()
            .fragmentIds(List.of(fragment.getId()))
            .withRowAddress(true)
            .build(),
        "read the rows to compute columns from",
        rows -> written.add(write(table, version.getSchema(), fragment, added, rows)));
    return Optional.of(written.get(0));
  }

  private FragmentMergeResult write(
      TableId table, Schema stored, Fragment fragment, List<Field> added, ArrowReader rows) {
    String address = unused(stored);
    List<Field> fields = new ArrayList<>(added);
    fields.add(new Field(address, ADDRESS, List.of()));
    List<String> wanted = fields.stream().map(Field::getName).toList();
    ComputedRows computed =
        new ComputedRows(
            datasets.allocator(),
            table,
            rows,
            new Schema(fields),
            batch -> Optional.of(expressions.compute(addressed(stored, address, batch), wanted)));
    return writer.consuming(
        table,
        computed,
        (aligned, schema) ->
            computed
                .refusal()
                .explaining(
                    () -> writer.merge(table, fragment, aligned, RowSelection.ADDRESS, address)));
  }

  /** A name for the addresses that is no column's, as Lance computes nothing beside its own. */
  private String unused(Schema schema) {
    List<String> taken = new ArrayList<>(names);
    schema.getFields().forEach(field -> taken.add(field.getName()));
    StringBuilder name = new StringBuilder("address");
    while (taken.contains(name.toString())) {
      name.append('_');
    }
    return name.toString();
  }

  private static VectorSchemaRoot addressed(Schema schema, String address, VectorSchemaRoot batch) {
    FieldVector addresses = RowSelection.addresses(batch);
    List<FieldVector> columns = new ArrayList<>(batch.getFieldVectors());
    columns.remove(addresses);
    columns.add(addresses);
    List<Field> fields = new ArrayList<>(schema.getFields());
    fields.add(new Field(address, ADDRESS, List.of()));
    return new VectorSchemaRoot(fields, columns, batch.getRowCount());
  }
}
