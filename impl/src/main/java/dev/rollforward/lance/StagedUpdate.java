package dev.rollforward.lance;

import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Update;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.FragmentMetadata;
import org.lance.WriteParams.WriteMode;
import org.lance.ipc.ScanOptions;

/**
 * The rows that a predicate selects get new values: they are deleted where they are, and written
 * again, with the new values, into new fragments.
 */
final class StagedUpdate extends StagedRewrite {
  private final FragmentWriter writer;
  private final LanceDatasets datasets;
  private final RowPredicate predicate;
  private final Map<String, String> assignments;

  private StagedUpdate(
      FragmentWriter writer,
      LanceDatasets datasets,
      TableId table,
      Dataset version,
      RowPredicate predicate,
      Map<String, String> assignments,
      Rewrite rewrite) {
    super(table, new Update(), version, rewrite);
    this.writer = writer;
    this.datasets = datasets;
    this.predicate = predicate;
    this.assignments = assignments;
  }

  static StagedUpdate of(
      FragmentWriter writer,
      LanceDatasets datasets,
      PinnedTable pinned,
      String predicate,
      Map<String, String> assignments) {
    RowPredicate rows = RowPredicate.of(predicate);
    try (Dataset version = datasets.at(pinned)) {
      return on(writer, datasets, pinned.pin().table(), version, rows, Map.copyOf(assignments));
    }
  }

  private static StagedUpdate on(
      FragmentWriter writer,
      LanceDatasets datasets,
      TableId table,
      Dataset version,
      RowPredicate predicate,
      Map<String, String> assignments) {
    Assignments values =
        Assignments.of(datasets.allocator(), table, version.getSchema(), assignments);
    RowSelection selected = predicate.select(datasets, table, version);
    List<FragmentMetadata> added = new ArrayList<>();
    if (!selected.isEmpty()) {
      datasets.scan(
          table,
          version,
          unfiltered(selected),
          "read the rows to update",
          rows -> added.addAll(write(writer, datasets, table, values, rows, selected)));
    }
    SchemaCheck.fieldIds(table, added, version);
    Rewrite rewrite =
        datasets.staging(table, "deletions", () -> selected.replacedBy(version, added));
    return new StagedUpdate(writer, datasets, table, version, predicate, assignments, rewrite);
  }

  /**
   * All rows of the fragments of {@code selected}. Where it filters, Lance reads null structs as
   * structs of nulls, if it reads no other structs with them.
   */
  private static ScanOptions unfiltered(RowSelection selected) {
    return new ScanOptions.Builder().fragmentIds(selected.fragments()).withRowAddress(true).build();
  }

  private static List<FragmentMetadata> write(
      FragmentWriter writer,
      LanceDatasets datasets,
      TableId table,
      Assignments values,
      ArrowReader rows,
      RowSelection selected) {
    ComputedRows assigned =
        new ComputedRows(
            datasets.allocator(),
            table,
            rows,
            values.schema(),
            batch -> compute(values, selected, batch));
    return writer.consuming(
        table,
        assigned,
        (aligned, schema) ->
            assigned.refusal().explaining(() -> writer.write(table, aligned, WriteMode.APPEND)));
  }

  private static Optional<Expressions.Computed> compute(
      Assignments values, RowSelection selected, VectorSchemaRoot batch) throws IOException {
    BitSet which = selected.in(batch);
    return which.isEmpty()
        ? Optional.empty()
        : Optional.of(values.compute(withoutAddresses(values.schema(), batch), which));
  }

  private static VectorSchemaRoot withoutAddresses(Schema schema, VectorSchemaRoot batch) {
    List<FieldVector> columns = new ArrayList<>(batch.getFieldVectors());
    columns.remove(RowSelection.addresses(batch));
    return new VectorSchemaRoot(schema.getFields(), columns, batch.getRowCount());
  }

  @Override
  StagedUpdate stagedOn(Dataset version) {
    return on(writer, datasets, table(), version, predicate, assignments);
  }
}
