package dev.rollforward.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import dev.rollforward.Optimization;
import dev.rollforward.OptimizePolicy;
import dev.rollforward.TableGroup;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the files of tables again where that is worth it. */
@Command(
    name = "maintain",
    description = {
      "Compact tables and optimize indexes where there is too much to read: small fragments, deleted"
          + " rows, rows that an index lacks. Readers see no change.",
      "It is safe beside running writers, and gives way to them. Old files stay until cleanup."
    },
    exitCodeList = {
      "0:all that was worth doing was done, or shown with --dry-run",
      "2:wrong usage, or the root is no group; nothing was changed",
      "3:something gave way to a writer, or its outcome is not known; run it again"
    },
    footer = {
      "  rollforward maintain --dry-run /data/warehouse",
      "  rollforward maintain --small-fragments 8 /data/warehouse",
      "",
      "JSON, format 1: root, optimizations[]: table, index, why, result (Committed, Rejected,",
      "Unknown, or null if it was only planned). A null index stands for a compaction."
    })
final class MaintainCommand extends ShowCommand<List<Optimization>> {
  @Option(names = "--dry-run", description = "Show what is worth doing; change nothing.")
  private boolean dryRun;

  @Option(
      names = "--small-fragments",
      paramLabel = "N",
      defaultValue = "16",
      description = "Compact a table with more small fragments. Default: ${DEFAULT-VALUE}.")
  private int smallFragments;

  @Option(
      names = "--deleted-share",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "Compact a table with more rows deleted. Default: ${DEFAULT-VALUE}.")
  private double deletedShare;

  @Option(
      names = "--unindexed-rows",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Optimize an index that lacks more rows. Default: ${DEFAULT-VALUE}.")
  private long unindexedRows;

  @Override
  OpenOptions options() {
    return dryRun ? super.options() : OpenOptions.readWrite();
  }

  @Override
  List<Optimization> find(TableGroup group) {
    OptimizePolicy policy =
        OptimizePolicy.DEFAULT
            .smallFragments(smallFragments)
            .deletedShare(deletedShare)
            .unindexedRows(unindexedRows);
    return dryRun ? group.maintenance().planOptimize(policy) : group.maintenance().optimize(policy);
  }

  @Override
  int exitCode(List<Optimization> found) {
    boolean isDone =
        found.stream()
            .flatMap(one -> one.result().stream())
            .allMatch(CommitResult.Committed.class::isInstance);
    return isDone ? ExitCode.OK : ExitCode.UNKNOWN;
  }

  private static String result(Optimization one) {
    return one.result().map(result -> result.getClass().getSimpleName()).orElse(null);
  }

  @Override
  void print(List<Optimization> found) {
    TextTable table = new TextTable("TABLE", "INDEX", "RESULT", "WHY");
    found.forEach(
        one ->
            table.row(
                one.table(),
                one.index().orElse("-"),
                one.result().isPresent() ? result(one) : "planned",
                one.why()));
    if (table.isEmpty()) {
      console().println("Nothing is worth doing.");
    } else {
      console().print(table);
    }
  }

  @Override
  void put(ObjectNode node, List<Optimization> found) {
    ArrayNode all = node.putArray("optimizations");
    found.forEach(
        one ->
            all.addObject()
                .put("table", one.table())
                .put("index", one.index().orElse(null))
                .put("why", one.why())
                .put("result", result(one)));
  }
}
