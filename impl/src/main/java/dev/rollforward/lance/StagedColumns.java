package dev.rollforward.lance;

import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.MergeColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.Fragment;
import org.lance.FragmentMetadata;
import org.lance.fragment.FragmentMergeResult;
import org.lance.operation.Merge;
import org.lance.operation.Operation;
import org.lance.operation.Project;
import org.lance.schema.LanceSchema;

/**
 * Columns with values for the rows that are there, in a new data file for each fragment. On a
 * version that holds other rows they are written again.
 */
final class StagedColumns extends LanceStagedChange implements Editable {
  /** Where the values come from. */
  interface Values {
    /**
     * The columns that they make in the table, checked.
     *
     * @throws dev.rollforward.SchemaException if they do not fit {@code version}
     */
    List<Field> columns(TableId table, Dataset version);

    /** Writes those columns of the rows of {@code fragment}; empty if no row has a value. */
    Optional<FragmentMergeResult> write(
        TableId table, Dataset version, Fragment fragment, List<Field> added);
  }

  /**
   * What was written for a version.
   *
   * @param content what that holds
   * @param fragments its fragments, with the columns; none if no row has a value
   * @param columns its columns, with those that were added
   */
  private record Written(TableContent content, List<FragmentMetadata> fragments, Columns columns) {
    static Written on(TableId table, Dataset version, Values values) {
      Columns before = Columns.of(table, version);
      List<Field> added = values.columns(table, version);
      before.plusNull(added);
      List<FragmentMetadata> fragments = new ArrayList<>();
      Optional<LanceSchema> stored = Optional.empty();
      for (Fragment fragment : version.getFragments()) {
        Optional<FragmentMergeResult> result = values.write(table, version, fragment, added);
        result.map(FragmentMergeResult::getFragmentMetadata).ifPresent(fragments::add);
        stored = result.map(FragmentMergeResult::getSchema);
      }
      Columns after =
          stored.map(schema -> before.plus(added, schema)).orElseGet(() -> before.plusNull(added));
      return new Written(TableContent.of(table, version), List.copyOf(fragments), after);
    }
  }

  private final Values values;
  private final Written written;
  private final Optional<SchemaEdit> edit;
  private final Schema schema;

  private StagedColumns(
      TableId table, long base, Values values, Written written, Optional<SchemaEdit> edit) {
    super(table, new MergeColumns(), base);
    this.values = values;
    this.written = written;
    this.edit = edit;
    Columns all = written.columns();
    this.schema = edit.map(more -> more.applied(all)).orElse(all).numbered();
  }

  /** Of {@code values}, on what is pinned. */
  static StagedColumns of(LanceDatasets datasets, PinnedTable pinned, Values values) {
    TableId table = pinned.pin().table();
    try (Dataset version = datasets.at(pinned)) {
      return new StagedColumns(
          table, version.version(), values, Written.on(table, version, values), Optional.empty());
    }
  }

  @Override
  public long rows() {
    return 0;
  }

  /** Where no row has a value there is nothing to merge, and Lance refuses to. */
  @Override
  Operation operation() {
    return written.fragments().isEmpty()
        ? Project.builder().schema(schema).build()
        : Merge.builder().fragments(written.fragments()).schema(schema).build();
  }

  @Override
  public StagedColumns then(SchemaEdit next, Dataset version) {
    return new StagedColumns(
        table(),
        base(),
        values,
        written,
        Optional.of(edit.map(before -> before.then(next)).orElse(next)));
  }

  @Override
  LanceStagedChange fit(Dataset version) {
    return TableContent.of(table(), version).equals(written.content())
        ? this
        : new StagedColumns(
            table(), version.version(), values, Written.on(table(), version, values), edit);
  }
}
