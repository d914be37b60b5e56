package dev.rollforward.lance;

import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Create;
import java.util.List;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.FragmentMetadata;
import org.lance.WriteParams.WriteMode;
import org.lance.operation.Operation;
import org.lance.operation.Overwrite;

/** A table's first version: Lance creates a dataset by overwriting nothing. */
final class StagedCreate extends LanceStagedChange {
  private final Schema schema;
  private final List<FragmentMetadata> fragments;

  private StagedCreate(TableId table, Schema schema, List<FragmentMetadata> fragments) {
    super(table, new Create(), Pin.ABSENT);
    this.schema = schema;
    this.fragments = List.copyOf(fragments);
  }

  /** Without rows. */
  static StagedCreate empty(TableId table, Schema schema) {
    SchemaRules.check(table, schema);
    return new StagedCreate(table, schema, List.of());
  }

  /** With rows, which are closed, also on failure. */
  static StagedCreate of(FragmentWriter writer, TableId table, ArrowReader rows) {
    return writer.consuming(
        table,
        rows,
        (aligned, schema) -> {
          SchemaRules.check(table, schema);
          return new StagedCreate(table, schema, writer.write(table, aligned, WriteMode.CREATE));
        });
  }

  @Override
  public long rows() {
    return FragmentWriter.rowsIn(fragments);
  }

  @Override
  Operation operation() {
    return Overwrite.builder().fragments(fragments).schema(schema).build();
  }

  @Override
  LanceStagedChange fit(Dataset version) {
    throw new IllegalStateException(
        "a create is prepared against no version, not " + version.uri());
  }
}
