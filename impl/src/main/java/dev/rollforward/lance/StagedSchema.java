package dev.rollforward.lance;

import dev.rollforward.SchemaException;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.AddColumns;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.DropColumns;
import dev.rollforward.core.change.RenameColumn;
import dev.rollforward.core.change.SetMetadata;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.operation.Operation;
import org.lance.operation.Project;

/**
 * Another schema over the same data files: columns that are added as null, dropped or renamed, and
 * the table's metadata, which Lance keeps with the schema. Nothing is written for it. Lance's own
 * calls for the table's metadata and configuration are not used: no restore would refuse a stalled
 * one.
 */
final class StagedSchema extends LanceStagedChange {
  private final UnaryOperator<Columns> edit;
  private final Schema schema;

  private StagedSchema(TableId table, Change change, UnaryOperator<Columns> edit, Dataset version) {
    super(table, change, version.version());
    this.edit = edit;
    this.schema = edit.apply(Columns.of(table, version)).numbered();
  }

  /** Adds columns that are null in every row. */
  static StagedSchema adding(LanceDatasets datasets, PinnedTable pinned, List<Field> added) {
    return of(datasets, pinned, new AddColumns(), columns -> columns.plus(added));
  }

  /** Drops columns. */
  static StagedSchema dropping(LanceDatasets datasets, PinnedTable pinned, List<String> names) {
    return of(datasets, pinned, new DropColumns(), columns -> columns.without(names));
  }

  /** Renames a column. */
  static StagedSchema renaming(LanceDatasets datasets, PinnedTable pinned, String from, String to) {
    return of(datasets, pinned, new RenameColumn(), columns -> columns.renamed(from, to));
  }

  /** Sets a key of the table's metadata, or removes it. */
  static StagedSchema noting(
      LanceDatasets datasets, PinnedTable pinned, String key, Optional<String> value) {
    return of(datasets, pinned, new SetMetadata(), columns -> columns.withMetadata(key, value));
  }

  private static StagedSchema of(
      LanceDatasets datasets, PinnedTable pinned, Change change, UnaryOperator<Columns> edit) {
    try (Dataset dataset = datasets.at(pinned)) {
      return new StagedSchema(pinned.pin().table(), change, edit, dataset);
    }
  }

  @Override
  public long rows() {
    return 0;
  }

  @Override
  Operation operation() {
    return Project.builder().schema(schema).build();
  }

  /**
   * The same edit of the schema of {@code version}.
   *
   * @throws SchemaException if that schema cannot be edited so
   */
  @Override
  LanceStagedChange fit(Dataset version) {
    return new StagedSchema(table(), change(), edit, version);
  }
}
