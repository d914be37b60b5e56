package dev.rollforward.lance;

import dev.rollforward.StagedFragments;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Overwrite;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.FragmentMetadata;
import org.lance.WriteParams.WriteMode;

/**
 * Rows in place of all that a table has. An update that removes every fragment, as Lance's own
 * overwrite is refused by no restore. It does not conflict with an append that lands first: that it
 * is an overwrite is seen to by the rule that it counts only where it was prepared to land.
 */
final class StagedOverwrite extends StagedRewrite {
  private final Schema schema;
  private final List<FragmentMetadata> fragments;

  private StagedOverwrite(
      TableId table, Dataset version, Schema schema, List<FragmentMetadata> fragments) {
    super(table, new Overwrite(), version, new Rewrite(all(version), List.of(), fragments));
    this.schema = schema;
    this.fragments = List.copyOf(fragments);
  }

  /** Of rows of the schema of {@code version}. */
  static StagedOverwrite of(
      FragmentWriter writer, TableId table, Dataset version, ArrowReader aligned, Schema schema) {
    List<FragmentMetadata> fragments = writer.write(table, aligned, WriteMode.APPEND);
    return checked(table, version, schema, fragments);
  }

  /** Of rows that others have written. */
  static StagedOverwrite of(
      LanceDatasets datasets, PinnedTable pinned, List<StagedFragments> handedOver) {
    TableId table = pinned.pin().table();
    try (Dataset version = datasets.at(pinned)) {
      List<FragmentMetadata> fragments = StagedAppend.fitting(table, version, handedOver);
      return new StagedOverwrite(table, version, version.getSchema(), fragments);
    }
  }

  private static StagedOverwrite checked(
      TableId table, Dataset version, Schema schema, List<FragmentMetadata> fragments) {
    SchemaCheck.matches(table, version.getSchema(), schema);
    SchemaCheck.fieldIds(table, fragments, version);
    return new StagedOverwrite(table, version, schema, fragments);
  }

  private static List<Long> all(Dataset version) {
    return version.getFragments().stream().map(fragment -> (long) fragment.getId()).toList();
  }

  @Override
  Optional<List<String>> allFiles() {
    return Optional.of(filesOf(fragments));
  }

  @Override
  StagedOverwrite stagedOn(Dataset version) {
    return checked(table(), version, schema, fragments);
  }
}
