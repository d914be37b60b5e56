package dev.rollforward.runtime;

import dev.rollforward.CommitResult;
import dev.rollforward.Optimization;
import dev.rollforward.OptimizePolicy;
import dev.rollforward.Transaction;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.lance.FileStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compacts tables and optimizes indexes where a policy says so, each in a transaction of its own.
 */
final class Optimizing {
  private final GroupHandle group;
  private final OptimizePolicy policy;

  Optimizing(GroupHandle group, OptimizePolicy policy) {
    this.group = group;
    this.policy = policy;
  }

  List<Optimization> plan() {
    List<Optimization> planned = new ArrayList<>();
    try (ManifestSnapshot now = (ManifestSnapshot) group.snapshot()) {
      now.manifest().tables().forEach((name, table) -> addTo(planned, name, table));
    }
    return planned;
  }

  private void addTo(List<Optimization> planned, String name, PinnedTable table) {
    Optional<FileStatistics> found = group.inside(() -> group.data().statistics(table));
    found.flatMap(this::compaction).ifPresent(why -> planned.add(planned(name, null, why)));
    found.ifPresent(
        statistics ->
            statistics
                .unindexedRows()
                .forEach(
                    (index, rows) -> {
                      if (rows > policy.unindexedRows()) {
                        planned.add(planned(name, index, rows + " rows are not in it"));
                      }
                    }));
  }

  private static Optimization planned(String table, String index, String why) {
    return new Reports.Optimized(table, Optional.ofNullable(index), why, Optional.empty());
  }

  private Optional<String> compaction(FileStatistics found) {
    long small =
        found.fragmentRows().stream().filter(rows -> rows < OptimizePolicy.SMALL_ROWS).count();
    if (small > policy.smallFragments()) {
      return Optional.of(small + " of its fragments are small");
    }
    double inFiles = found.rows() + found.deletedRows();
    return found.deletedRows() > policy.deletedShare() * inFiles
        ? Optional.of(found.deletedRows() + " deleted rows are in its files")
        : Optional.empty();
  }

  /** One after another; each gives way to writers, and the next maintenance tries again. */
  List<Optimization> run() {
    return plan().stream().map(this::run).toList();
  }

  private Optimization run(Optimization planned) {
    Transaction transaction = group.begin();
    CommitResult result =
        planned
            .index()
            .map(index -> transaction.optimizeIndex(planned.table(), index))
            .orElseGet(() -> transaction.compact(planned.table()))
            .commit();
    return new Reports.Optimized(
        planned.table(), planned.index(), planned.why(), Optional.of(result));
  }
}
