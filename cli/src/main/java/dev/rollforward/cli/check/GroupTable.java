package dev.rollforward.cli.check;

import dev.rollforward.cli.Cell;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.Style;
import dev.rollforward.cli.TextTable;
import dev.rollforward.cli.check.Groups.Group;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.report.KeptOutcome;
import dev.rollforward.spec.report.ModelOutcome;
import dev.rollforward.spec.report.Outcome;
import dev.rollforward.spec.report.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The five questions and what came of each. */
final class GroupTable {
  private final Console console;
  private final Groups groups;

  GroupTable(Console console, Manifest manifest) {
    this.console = console;
    this.groups = new Groups(manifest);
  }

  void print(CheckReport report) {
    Map<Group, List<Outcome>> sorted = new EnumMap<>(Group.class);
    report
        .spec()
        .outcomes()
        .forEach(
            outcome ->
                sorted.computeIfAbsent(groups.of(outcome), g -> new ArrayList<>()).add(outcome));
    TextTable table = new TextTable("~question", "answer", "checked", ">time");
    for (Group group : Group.values()) {
      if (group == Group.CODE) {
        addCode(table, report.code());
      } else if (sorted.containsKey(group)) {
        add(table, group, sorted.get(group));
      }
    }
    console.print(table, "  ");
  }

  private static void add(TextTable table, Group group, List<Outcome> outcomes) {
    long number = outcomes.stream().filter(Groups::counts).count();
    long states =
        outcomes.stream()
            .filter(ModelOutcome.class::isInstance)
            .mapToLong(outcome -> ((ModelOutcome) outcome).result().stats().distinct())
            .sum();
    Duration time = outcomes.stream().map(Outcome::elapsed).reduce(Duration.ZERO, Duration::plus);
    List<KeptOutcome> kept =
        outcomes.stream()
            .filter(Groups::counts)
            .filter(KeptOutcome.class::isInstance)
            .map(KeptOutcome.class::cast)
            .toList();
    table.row(
        group.title(),
        answer(outcomes.stream().map(Outcome::verdict).toList(), good(group)),
        group.count(number),
        kept.size() == number ? "" : CheckText.time(time));
    if (group == Group.MODELS && states > 0) {
      table.row("", "", CheckText.grouped(states) + " states", "");
    }
    if (!kept.isEmpty()) {
      table.row("", "", keptWords(kept, number), "");
    }
  }

  private static String keptWords(List<KeptOutcome> kept, long number) {
    List<String> days = kept.stream().map(one -> one.when().substring(0, 10)).sorted().toList();
    return (kept.size() == number ? "all" : CheckText.grouped(kept.size()))
        + " kept, "
        + days.get(0);
  }

  private static void addCode(TextTable table, List<CodeOutcome> code) {
    if (code.isEmpty()) {
      return;
    }
    long schedules = code.stream().mapToLong(CodeOutcome::schedules).sum();
    table.row(
        Group.CODE.title(),
        answer(code.stream().map(CodeOutcome::verdict).toList(), good(Group.CODE)),
        Group.CODE.count(code.size()),
        CheckText.time(
            code.stream().map(CodeOutcome::elapsed).reduce(Duration.ZERO, Duration::plus)));
    table.row("", "", CheckText.grouped(schedules) + " schedules", "");
  }

  private static String good(Group group) {
    return switch (group) {
      case MODELS, CODE -> "holds";
      case FAULTS -> "noticed";
      case SCENES -> "reached";
      case OTHERS -> "as known";
    };
  }

  private static Cell answer(List<Verdict> verdicts, String good) {
    long bad = verdicts.stream().filter(verdict -> verdict != Verdict.HELD).count();
    return bad == 0 ? new Cell(good, Style.GREEN) : new Cell(bad + " NOT", Style.RED);
  }
}
