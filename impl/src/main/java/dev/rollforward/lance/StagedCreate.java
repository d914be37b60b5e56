package dev.rollforward.lance;

import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.DatasetChange;
import dev.rollforward.core.change.Replace;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.FragmentMetadata;
import org.lance.WriteParams.WriteMode;
import org.lance.operation.Operation;
import org.lance.operation.Overwrite;

/** A dataset's first version: Lance creates a dataset by overwriting nothing. */
final class StagedCreate extends LanceStagedChange {
  private final Schema schema;
  private final List<FragmentMetadata> fragments;

  private StagedCreate(
      TableId table, DatasetChange change, Schema schema, List<FragmentMetadata> fragments) {
    super(table, change, Pin.ABSENT);
    this.schema = schema;
    this.fragments = List.copyOf(fragments);
  }

  /** Without rows. */
  static StagedCreate empty(TableId table, Schema schema) {
    SchemaRules.check(table, schema);
    return new StagedCreate(table, new Create(), schema, List.of());
  }

  /** With rows, which are closed, also on failure. */
  static StagedCreate of(FragmentWriter writer, TableId table, ArrowReader rows) {
    return writer.consuming(
        table, rows, (aligned, schema) -> of(writer, table, new Create(), aligned, schema));
  }

  /** With rows, in place of a table of another schema. */
  static StagedCreate replacing(
      FragmentWriter writer, TableId table, ArrowReader aligned, Schema schema) {
    return of(writer, table, new Replace(), aligned, schema);
  }

  private static StagedCreate of(
      FragmentWriter writer,
      TableId table,
      DatasetChange change,
      ArrowReader aligned,
      Schema schema) {
    SchemaRules.check(table, schema);
    return new StagedCreate(table, change, schema, writer.write(table, aligned, WriteMode.CREATE));
  }

  @Override
  Optional<List<String>> allFiles() {
    return Optional.of(filesOf(fragments));
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
