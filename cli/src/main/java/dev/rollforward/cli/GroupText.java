package dev.rollforward.cli;

import dev.rollforward.GroupView;
import dev.rollforward.OperationId;
import dev.rollforward.core.Protocol;
import dev.rollforward.spec.text.Prose;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A group as text for people. */
final class GroupText {
  private static final int BRIEF = 8;

  private final Console console;

  GroupText(Console console) {
    this.console = console;
  }

  void print(String root, GroupView view) {
    wrapped(summary(view)).forEach(line -> console.println(console.styled(Style.BOLD, line)));
    console.println();
    console.println("Group " + brief(view.group().toString()) + " at " + root);
    console.println("Protocol " + Protocol.ROLLFORWARD.name());
    wrapped("Manifest " + view.manifestVersion() + ", " + origin(view)).forEach(console::println);
    section("Tables", tables(view));
    section("Above the pins", abovePins(view));
    if (!view.sources().isEmpty()) {
      section("Sources", sources(view));
    }
    section("Decisions in the manifest", decisions(view));
    printSidecars(view);
    section("Audit records", audits(view));
  }

  private static String origin(GroupView view) {
    if (view.manifestVersion() == 1) {
      return "the first";
    }
    return view.committedBy()
        .map(operation -> "published by operation " + brief(operation))
        .orElse("records a decision or the end of one; no table became newer");
  }

  private List<String> wrapped(String text) {
    return Prose.wrap(text, console.width());
  }

  private static String brief(OperationId operation) {
    return brief(operation.value());
  }

  /** Enough to tell groups, operations and datasets apart; --json has all of it. */
  private static String brief(String id) {
    return id.substring(0, Math.min(BRIEF, id.length()));
  }

  private void section(String title, TextTable table) {
    console.println();
    if (table.isEmpty()) {
      console.println(console.styled(Style.BOLD, title) + ": none");
    } else {
      console.println(console.styled(Style.BOLD, title));
      console.print(table, "  ");
    }
  }

  private static TextTable tables(GroupView view) {
    Map<String, GroupView.Table> read = byName(view);
    TextTable text = new TextTable("TABLE", ">PIN", ">HEAD", ">CONTENT OF", "STATE", "DATASET");
    view.pins()
        .forEach((name, pin) -> addTable(text, name, pin, Optional.ofNullable(read.get(name))));
    return text;
  }

  static Map<String, GroupView.Table> byName(GroupView view) {
    return view.tables().stream()
        .collect(Collectors.toMap(GroupView.Table::name, Function.identity()));
  }

  private static void addTable(
      TextTable text, String name, GroupView.Pin pin, Optional<GroupView.Table> table) {
    text.row(
        name,
        pin.version(),
        table.<Object>map(GroupView.Table::head).orElse("?"),
        table.<Object>map(GroupView.Table::resolved).orElse("?"),
        table.map(GroupText::state).orElse(new Cell("unreadable", Style.RED)),
        brief(pin.dataset()));
  }

  private static Cell state(GroupView.Table table) {
    return table.isSettled()
        ? new Cell("settled", Style.GREEN)
        : new Cell("unsettled", Style.YELLOW);
  }

  private static TextTable abovePins(GroupView view) {
    TextTable text = new TextTable("TABLE", ">VERSION", "WHAT", "BY OPERATION");
    view.tables()
        .forEach(
            table ->
                table
                    .abovePin()
                    .forEach(
                        version ->
                            text.row(table.name(), version.version(), what(version), by(version))));
    return text;
  }

  private static String what(GroupView.Version version) {
    return version.restores().isPresent()
        ? "restore of " + versionOf(version.restores().getAsLong())
        : "change";
  }

  private static String by(GroupView.Version version) {
    return version.operation().map(GroupText::brief).orElse("none: another tool");
  }

  private static String versionOf(long version) {
    return version == 0 ? "absent" : Long.toString(version);
  }

  private static TextTable sources(GroupView view) {
    TextTable text = new TextTable("SOURCE", ">TAKEN IN UP TO", "BY OPERATION", ">IN MANIFEST");
    view.sources()
        .forEach(
            (name, source) ->
                text.row(
                    name, source.sequence(), brief(source.operation()), source.manifestVersion()));
    return text;
  }

  private static String change(GroupView.Plan plan) {
    return plan.nameAfter().equals(plan.name())
        ? plan.kind()
        : plan.kind() + " to " + plan.nameAfter();
  }

  private static TextTable decisions(GroupView view) {
    TextTable text = new TextTable("OPERATION", "VERDICT");
    view.decisions()
        .forEach((operation, decision) -> text.row(brief(operation), decision.verdict()));
    return text;
  }

  private void printSidecars(GroupView view) {
    if (view.sidecars().isEmpty()) {
      section("Sidecars", new TextTable());
    }
    for (GroupView.Pending pending : view.sidecars()) {
      String title =
          "Sidecar of operation %s: %s of %s tables landed"
              .formatted(
                  brief(pending.operation()), pending.landed().size(), pending.tables().size());
      section(title, plans(pending));
    }
  }

  private static TextTable plans(GroupView.Pending pending) {
    TextTable text =
        new TextTable("TABLE", "CHANGE", ">EXPECTED PIN", ">BASE", ">LANDS AT", "LANDED");
    for (GroupView.Plan plan : pending.tables()) {
      boolean landed = pending.landed().contains(plan.name());
      text.row(
          plan.name(),
          change(plan),
          versionOf(plan.expected().orElse(0)),
          versionOf(plan.base()),
          versionOf(plan.pinAfter().orElse(0)),
          landed ? new Cell("yes", Style.GREEN) : new Cell("no", Style.YELLOW));
    }
    return text;
  }

  private static TextTable audits(GroupView view) {
    TextTable text = new TextTable("OPERATION", "VERDICT", ">IN MANIFEST");
    view.audits()
        .forEach(
            audit -> text.row(brief(audit.operation()), audit.verdict(), audit.manifestVersion()));
    return text;
  }

  private static String summary(GroupView view) {
    if (!view.problems().isEmpty()) {
      return "Problems: %s. Each is named on standard error, with what to do about it."
          .formatted(view.problems().size());
    }
    if (!view.sidecars().isEmpty()) {
      return "Unfinished operations: %s. The next open for writing finishes them."
          .formatted(view.sidecars().size());
    }
    boolean settled = view.tables().stream().allMatch(GroupView.Table::isSettled);
    return settled
        ? "Nothing is unfinished."
        : "Some HEADs do not resolve to their pins. Readers see the pins, and the next writer"
            + " repairs it.";
  }
}
