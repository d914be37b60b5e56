package dev.rollforward.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.core.Protocol;
import dev.rollforward.research.PublishedGroup;
import dev.rollforward.research.PublishedView;
import java.nio.file.Path;

/** A root of the published sweep, as text or JSON, with a warning. */
final class PublishedText {
  private final Console console;

  PublishedText(Console console) {
    this.console = console;
  }

  void print(Path root, PublishedView view, boolean json) {
    Path absolute = root.toAbsolutePath().normalize();
    if (json) {
      console.println(GroupJson.write(node(absolute, view)));
    } else {
      printText(absolute, view);
    }
  }

  private void printText(Path root, PublishedView view) {
    console.println("Group " + view.manifest().group() + " at " + root);
    console.println("Protocol " + Protocol.PUBLISHED_SWEEP.storedName() + " (research)");
    console.println(console.styled(Style.YELLOW, PublishedGroup.WARNING + "."));
    console.println("Manifest " + view.manifest().version());
    TextTable tables = new TextTable("TABLE", ">PIN", ">HEAD", "DATASET");
    view.manifest()
        .pins()
        .forEach(
            (name, pin) ->
                tables.row(
                    name,
                    pin.version(),
                    view.heads().containsKey(name) ? view.heads().get(name) : "?",
                    pin.table()));
    section("Tables", tables);
    TextTable sidecars = new TextTable("OPERATION", "WRITER", "TABLES", "ADDS", "DROPS");
    view.sidecars()
        .forEach(
            sidecar ->
                sidecars.row(
                    sidecar.operation(),
                    sidecar.kind(),
                    String.join(" ", sidecar.pins().keySet()),
                    String.join(" ", sidecar.registrations().keySet()),
                    String.join(" ", sidecar.tombstones().keySet())));
    section("Sidecars", sidecars);
    TextTable audits = new TextTable("OPERATION", ">ENTRY", "VERDICT");
    view.audits()
        .forEach(entry -> audits.row(entry.operation(), entry.sequence(), entry.verdict()));
    section("Audit log", audits);
  }

  private void section(String title, TextTable table) {
    console.println();
    console.println(console.styled(Style.BOLD, title) + (table.isEmpty() ? ": none" : ""));
    if (!table.isEmpty()) {
      console.print(table, "  ");
    }
  }

  private static ObjectNode node(Path root, PublishedView view) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", GroupJson.FORMAT);
    node.put("root", root.toString());
    node.put("group", view.manifest().group().value());
    node.put("protocol", Protocol.PUBLISHED_SWEEP.storedName());
    node.put("warning", PublishedGroup.WARNING);
    node.put("manifest", view.manifest().version());
    ArrayNode tables = node.putArray("tables");
    view.manifest()
        .pins()
        .forEach(
            (name, pin) ->
                tables
                    .addObject()
                    .put("name", name)
                    .put("dataset", pin.table().value())
                    .put("pin", pin.version())
                    .put("head", view.heads().get(name)));
    ArrayNode sidecars = node.putArray("sidecars");
    view.sidecars()
        .forEach(
            sidecar ->
                sidecars
                    .addObject()
                    .put("operation", sidecar.operation().value())
                    .put("writerKind", sidecar.kind().name()));
    ArrayNode audits = node.putArray("audits");
    view.audits()
        .forEach(
            entry ->
                audits
                    .addObject()
                    .put("operation", entry.operation().value())
                    .put("sequence", entry.sequence())
                    .put("verdict", entry.verdict().name()));
    ArrayNode problems = node.putArray("problems");
    view.problems().forEach(problem -> GroupJson.put(problems.addObject(), problem));
    return node;
  }
}
