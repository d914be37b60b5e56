package dev.rollforward.lance;

import dev.rollforward.SchemaMismatchException;
import dev.rollforward.StagedFragments;
import dev.rollforward.StoreException;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import java.util.List;
import java.util.Optional;
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

  /** Of rows, which are closed, also on failure; at least one. */
  static StagedAppend of(
      FragmentWriter writer, LanceDatasets datasets, PinnedTable pinned, ArrowReader rows) {
    StagedAppend staged = write(writer, datasets, pinned, rows);
    requireRows(staged.table(), staged.fragments);
    return staged;
  }

  private static void requireRows(TableId table, List<FragmentMetadata> fragments) {
    if (fragments.isEmpty()) {
      throw new IllegalArgumentException("no rows to append to table " + table);
    }
  }

  /** Of rows that others have written; at least one. */
  static StagedAppend of(
      LanceDatasets datasets, PinnedTable pinned, List<StagedFragments> handedOver) {
    TableId table = pinned.pin().table();
    try (KeptDatasets.Lease lease = datasets.lease(pinned)) {
      Dataset dataset = lease.dataset();
      List<FragmentMetadata> fragments = fitting(table, dataset, handedOver);
      requireRows(table, fragments);
      return new StagedAppend(table, pinned.pin().version(), dataset.getSchema(), fragments);
    }
  }

  /**
   * What others have written for {@code table}, as it fits {@code version}.
   *
   * @throws IllegalArgumentException if it is for another table, or one is there twice
   * @throws SchemaMismatchException if the schema of one is not that of {@code version}
   * @throws StoreException if one names fields that {@code version} does not have
   */
  static List<FragmentMetadata> fitting(
      TableId table, Dataset version, List<StagedFragments> handedOver) {
    List<HandedFragments> handed = HandedFragments.checked(table, handedOver);
    handed.forEach(staged -> SchemaCheck.matches(table, version.getSchema(), staged.schema()));
    List<FragmentMetadata> fragments = handed.stream().flatMap(HandedFragments::fragments).toList();
    SchemaCheck.fieldIds(table, fragments, version);
    return fragments;
  }

  /** Of rows, which are closed, also on failure, to be handed to whoever commits them. */
  static HandedFragments toHandOver(
      FragmentWriter writer, LanceDatasets datasets, PinnedTable pinned, ArrowReader rows) {
    StagedAppend staged = write(writer, datasets, pinned, rows);
    return HandedFragments.of(staged.table(), staged.base(), staged.schema, staged.fragments);
  }

  private static StagedAppend write(
      FragmentWriter writer, LanceDatasets datasets, PinnedTable pinned, ArrowReader rows) {
    TableId table = pinned.pin().table();
    return writer.consuming(
        table,
        rows,
        (aligned, schema) -> {
          try (KeptDatasets.Lease lease = datasets.lease(pinned)) {
            Dataset dataset = lease.dataset();
            SchemaCheck.matches(table, dataset.getSchema(), schema);
            List<FragmentMetadata> fragments = writer.write(table, aligned, WriteMode.APPEND);
            SchemaCheck.fieldIds(table, fragments, dataset);
            return new StagedAppend(table, pinned.pin().version(), schema, fragments);
          }
        });
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
    return org.lance.operation.Append.builder().fragments(fragments).build();
  }

  @Override
  LanceStagedChange fit(Dataset version) {
    SchemaCheck.matches(table(), version.getSchema(), schema);
    SchemaCheck.fieldIds(table(), fragments, version);
    return this;
  }
}
