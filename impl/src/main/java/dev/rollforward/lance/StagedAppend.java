package dev.rollforward.lance;

import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import java.util.List;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.FragmentMetadata;
import org.lance.WriteParams.WriteMode;
import org.lance.operation.Operation;

/** Rows added to a table. */
final class StagedAppend extends LanceStagedChange {
  private final Schema schema;
  private final List<FragmentMetadata> fragments;

  private StagedAppend(TableId table, long base, Schema schema, List<FragmentMetadata> fragments) {
    super(table, new Append(), base);
    this.schema = schema;
    this.fragments = List.copyOf(fragments);
  }

  /** Of rows, which are closed, also on failure. */
  static StagedAppend of(
      FragmentWriter writer, LanceDatasets datasets, PinnedTable pinned, ArrowReader rows) {
    TableId table = pinned.pin().table();
    return writer.consuming(
        table,
        rows,
        (aligned, schema) -> {
          try (Dataset dataset = datasets.at(pinned)) {
            SchemaCheck.matches(table, dataset.getSchema(), schema);
            List<FragmentMetadata> fragments = writer.write(table, aligned, WriteMode.APPEND);
            if (fragments.isEmpty()) {
              throw new IllegalArgumentException("no rows to append to table " + table);
            }
            SchemaCheck.fieldIds(table, fragments, dataset);
            return new StagedAppend(table, pinned.pin().version(), schema, fragments);
          }
        });
  }

  @Override
  public long rows() {
    return FragmentWriter.rowsIn(fragments);
  }

  @Override
  Operation operation() {
    return org.lance.operation.Append.builder().fragments(fragments).build();
  }

  @Override
  LanceStagedChange fit(Dataset version) {
    SchemaCheck.matches(table(), version.getSchema(), schema);
    SchemaCheck.fieldIds(table(), fragments, version);
    return this;
  }
}
