package dev.rollforward.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.At;
import dev.rollforward.OpenOptions;
import dev.rollforward.TableDiff;
import dev.rollforward.TableGroup;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows how tables differ between two points in the history of a group. */
@Command(
    name = "diff",
    description = {
      "Show which tables differ between two points in the history of a table group, and how.",
      "It only reads, so it is safe beside running writers."
    },
    exitCodeList = {
      "0:it was shown",
      "2:the root is no group, or what was asked for is not kept; nothing was changed",
      "3:the root could not be read to the end"
    },
    footer = {
      "  rollforward diff /data/warehouse 17 23",
      "  rollforward diff --json /data/warehouse 2026-11-30T10:00:00Z 2026-11-30T11:00:00Z",
      "",
      "JSON, format 1: root, tables[]: name, kinds[], from, to, rowsFrom, rowsTo. Null stands for",
      "a table that there was not."
    })
final class DiffCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Mixin private RootOption root;

  @Parameters(
      index = "1",
      paramLabel = "FROM",
      converter = RootOption.AtConverter.class,
      description = "The number of a manifest, or a time.")
  private At from;

  @Parameters(
      index = "2",
      paramLabel = "TO",
      converter = RootOption.AtConverter.class,
      description = "The same, not before FROM.")
  private At to;

  @Option(names = "--json", description = "Print JSON instead of a table; see below.")
  private boolean json;

  @Override
  public Integer call() {
    try (TableGroup group = root.open(OpenOptions.readOnly())) {
      List<TableDiff> tables = group.diff(from, to);
      if (json) {
        main.console().println(GroupJson.write(node(group, tables)));
      } else {
        main.console().print(table(tables));
      }
    }
    return ExitCode.OK;
  }

  private static TextTable table(List<TableDiff> tables) {
    TextTable table = new TextTable("TABLE", "FROM", "TO", "ROWS", "ROWS AFTER", "KINDS");
    for (TableDiff diff : tables) {
      table.row(
          diff.name(),
          text(diff.from()),
          text(diff.to()),
          text(diff.rowsFrom()),
          text(diff.rowsTo()),
          String.join(", ", diff.kinds()));
    }
    return table;
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "-";
  }

  private static ObjectNode node(TableGroup group, List<TableDiff> tables) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", 1);
    node.put("root", group.root().toString());
    ArrayNode all = node.putArray("tables");
    for (TableDiff diff : tables) {
      ObjectNode table = all.addObject();
      table.put("name", diff.name());
      ArrayNode kinds = table.putArray("kinds");
      diff.kinds().forEach(kinds::add);
      HistoryCommand.putVersion(table, "from", diff.from());
      HistoryCommand.putVersion(table, "to", diff.to());
      HistoryCommand.putVersion(table, "rowsFrom", diff.rowsFrom());
      HistoryCommand.putVersion(table, "rowsTo", diff.rowsTo());
    }
    return node;
  }
}
