package dev.rollforward.lance;

import dev.rollforward.SchemaException;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import java.util.List;
import java.util.Optional;
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
final class StagedSchema extends LanceStagedChange implements Editable {
  private final SchemaEdit edit;
  private final Schema schema;

  private StagedSchema(TableId table, SchemaEdit edit, Dataset version) {
    super(table, edit.change(), version.version());
    this.edit = edit;
    this.schema = edit.applied(Columns.of(table, version)).numbered();
  }

  static StagedSchema of(LanceDatasets datasets, PinnedTable pinned, SchemaEdit edit) {
    try (Dataset dataset = datasets.at(pinned)) {
      return new StagedSchema(pinned.pin().table(), edit, dataset);
    }
  }

  @Override
  Optional<List<String>> allFiles() {
    return Optional.of(List.of());
  }

  @Override
  public long rows() {
    return 0;
  }

  @Override
  Operation operation() {
    return Project.builder().schema(schema).build();
  }

  @Override
  public StagedSchema then(SchemaEdit next, Dataset version) {
    return new StagedSchema(table(), edit.then(next), version);
  }

  /**
   * The same edit of the schema of {@code version}.
   *
   * @throws SchemaException if that schema cannot be edited so
   */
  @Override
  LanceStagedChange fit(Dataset version) {
    return new StagedSchema(table(), edit, version);
  }
}
