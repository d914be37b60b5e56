package dev.rollforward.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.published.PublishedGroup;
import dev.rollforward.published.PublishedView;
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
    console.println("Protocol " + PublishedGroup.PROTOCOL.name() + " (research)");
    console.println(console.styled(Style.YELLOW, PublishedGroup.WARNING + "."));
    console.println("Manifest " + view.manifest().version());
    section("Tables", tables(view));
    section("Sidecars", sidecars(view));
    section("Audit log", audits(view));
  }

  private static TextTable tables(PublishedView view) {
    TextTable text = new TextTable("TABLE", ">PIN", ">HEAD", "DATASET");
    view.manifest()
        .pins()
        .forEach(
            (name, pin) ->
                text.row(
                    name,
                    pin.version(),
                    view.heads().containsKey(name) ? view.heads().get(name) : "?",
                    pin.table()));
    return text;
  }

  private static TextTable sidecars(PublishedView view) {
    TextTable text = new TextTable("OPERATION", "WRITER", "TABLES", "ADDS", "DROPS");
    view.sidecars()
        .forEach(
            sidecar ->
                text.row(
                    sidecar.operation(),
                    sidecar.kind(),
                    String.join(" ", sidecar.pins().keySet()),
                    String.join(" ", sidecar.registrations().keySet()),
                    String.join(" ", sidecar.tombstones().keySet())));
    return text;
  }

  private static TextTable audits(PublishedView view) {
    TextTable text = new TextTable("OPERATION", ">ENTRY", "VERDICT");
    view.audits().forEach(entry -> text.row(entry.operation(), entry.sequence(), entry.verdict()));
    return text;
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
    node.put("protocol", PublishedGroup.PROTOCOL.name());
    node.put("warning", PublishedGroup.WARNING);
    node.put("manifest", view.manifest().version());
    putTables(node.putArray("tables"), view);
    putSidecars(node.putArray("sidecars"), view);
    putAudits(node.putArray("audits"), view);
    ArrayNode problems = node.putArray("problems");
    view.problems().forEach(problem -> GroupJson.put(problems.addObject(), problem));
    return node;
  }

  private static void putTables(ArrayNode nodes, PublishedView view) {
    view.manifest()
        .pins()
        .forEach(
            (name, pin) ->
                nodes
                    .addObject()
                    .put("name", name)
                    .put("dataset", pin.table().value())
                    .put("pin", pin.version())
                    .put("head", view.heads().get(name)));
  }

  private static void putSidecars(ArrayNode nodes, PublishedView view) {
    view.sidecars()
        .forEach(
            sidecar ->
                nodes
                    .addObject()
                    .put("operation", sidecar.operation().value())
                    .put("writerKind", sidecar.kind().name()));
  }

  private static void putAudits(ArrayNode nodes, PublishedView view) {
    view.audits()
        .forEach(
            entry ->
                nodes
                    .addObject()
                    .put("operation", entry.operation().value())
                    .put("sequence", entry.sequence())
                    .put("verdict", entry.verdict().name()));
  }
}
