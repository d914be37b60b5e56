package dev.rollforward.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.At;
import dev.rollforward.TableDiff;
import dev.rollforward.TableGroup;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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
final class DiffCommand extends ShowCommand<List<TableDiff>> {
  @Parameters(
      index = "1",
      paramLabel = "FROM",
      converter = RootOption.AtConverter.class,
      description = "The number of a manifest, a time, or the name of a tag.")
  private At from;

  @Parameters(
      index = "2",
      paramLabel = "TO",
      converter = RootOption.AtConverter.class,
      description = "The same, not before FROM.")
  private At to;

  @Override
  List<TableDiff> find(TableGroup group) {
    return group.diff(from, to);
  }

  @Override
  void print(List<TableDiff> tables) {
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
    console().print(table);
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "-";
  }

  @Override
  void put(ObjectNode node, List<TableDiff> tables) {
    ArrayNode all = node.putArray("tables");
    for (TableDiff diff : tables) {
      ObjectNode table = all.addObject();
      table.put("name", diff.name());
      ArrayNode kinds = table.putArray("kinds");
      diff.kinds().forEach(kinds::add);
      putNumber(table, "from", diff.from());
      putNumber(table, "to", diff.to());
      putNumber(table, "rowsFrom", diff.rowsFrom());
      putNumber(table, "rowsTo", diff.rowsTo());
    }
  }
}
