package dev.rollforward.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.OperationId;
import dev.rollforward.Revision;
import dev.rollforward.TableGroup;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what was done to a group, newest first. */
@Command(
    name = "history",
    description = {
      "Show what was done to a table group, newest first.",
      "It only reads, so it is safe beside running writers."
    },
    exitCodeList = {
      "0:it was shown",
      "2:the root is no group, or a manifest cannot be used; nothing was changed",
      "3:the root could not be read to the end"
    },
    footer = {
      "  rollforward history /data/warehouse",
      "  rollforward history --limit 1 --json /data/warehouse",
      "",
      "JSON, format 1: root, revisions[]: version, time, operation, actor, message, properties,",
      "tables[]: name, kind, from, to. Null is what nobody said, or a table that was not there.",
      "The tables of the oldest manifest that was not cleaned up are not known."
    })
final class HistoryCommand extends ShowCommand<List<Revision>> {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many manifests at most. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  List<Revision> find(TableGroup group) {
    return group.history(limit);
  }

  @Override
  void print(List<Revision> revisions) {
    TextTable table = new TextTable("VERSION", "TIME", "ACTOR", "TABLES", "MESSAGE");
    for (Revision revision : revisions) {
      table.row(
          revision.version(),
          revision.time(),
          revision.actor().orElse("-"),
          revision.tables().isEmpty() ? "-" : tables(revision),
          revision.message().orElse("-"));
    }
    console().print(table);
  }

  private static String tables(Revision revision) {
    return revision.tables().entrySet().stream()
        .map(table -> table.getValue().kind() + " " + table.getKey())
        .collect(Collectors.joining(", "));
  }

  @Override
  void put(ObjectNode node, List<Revision> revisions) {
    ArrayNode all = node.putArray("revisions");
    revisions.forEach(revision -> put(all.addObject(), revision));
  }

  private static void put(ObjectNode node, Revision revision) {
    node.put("version", revision.version());
    node.put("time", revision.time().toString());
    node.put("operation", revision.operation().map(OperationId::value).orElse(null));
    node.put("actor", revision.actor().orElse(null));
    node.put("message", revision.message().orElse(null));
    ObjectNode properties = node.putObject("properties");
    revision.properties().forEach(properties::put);
    ArrayNode tables = node.putArray("tables");
    revision
        .tables()
        .forEach(
            (name, change) -> {
              ObjectNode table = tables.addObject();
              table.put("name", name);
              table.put("kind", change.kind());
              putNumber(table, "from", change.from());
              putNumber(table, "to", change.to());
            });
  }
}
