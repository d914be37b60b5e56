package dev.rollforward.lance;

import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Delete;
import java.util.List;
import org.lance.Dataset;
import org.lance.operation.Operation;

/** The rows that a predicate selects are removed. */
final class StagedDelete extends StagedRewrite {
  private final LanceDatasets datasets;
  private final RowPredicate predicate;

  private StagedDelete(
      LanceDatasets datasets,
      TableId table,
      Dataset version,
      RowPredicate predicate,
      Rewrite rewrite) {
    super(table, new Delete(), version, rewrite);
    this.datasets = datasets;
    this.predicate = predicate;
  }

  static StagedDelete of(LanceDatasets datasets, PinnedTable pinned, String predicate) {
    RowPredicate rows = RowPredicate.of(predicate);
    try (Dataset version = datasets.at(pinned)) {
      return on(datasets, pinned.pin().table(), version, rows);
    }
  }

  private static StagedDelete on(
      LanceDatasets datasets, TableId table, Dataset version, RowPredicate predicate) {
    RowSelection selected = predicate.select(datasets, table, version);
    Rewrite rewrite =
        datasets.staging(table, "deletions", () -> selected.replacedBy(version, List.of()));
    return new StagedDelete(datasets, table, version, predicate, rewrite);
  }

  @Override
  Operation operation() {
    return rewrite().delete(predicate.filter());
  }

  @Override
  StagedDelete stagedOn(Dataset version) {
    return on(datasets, table(), version, predicate);
  }
}
