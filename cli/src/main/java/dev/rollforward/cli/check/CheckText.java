package dev.rollforward.cli.check;

import dev.rollforward.cli.Cell;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.Style;
import dev.rollforward.cli.TextTable;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.report.LaneReport;
import dev.rollforward.spec.report.Outcome;
import dev.rollforward.spec.report.RunOutcome;
import dev.rollforward.spec.report.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A check's report for people. */
final class CheckText {
  private final Console console;
  private final TraceView traces;

  CheckText(Console console, Manifest manifest) {
    this.console = console;
    this.traces = new TraceView(console, manifest);
  }

  void print(CheckReport report) {
    SpecText.print(console, report.spec());
    printCode(report.code());
    report.spec().outcomes().stream()
        .filter(outcome -> outcome.verdict() != Verdict.HELD)
        .forEach(this::explain);
    report.code().stream()
        .filter(outcome -> outcome.verdict() != Verdict.HELD)
        .forEach(this::explain);
    printTotal(report.spec());
    printVerdict(report);
  }

  private void printCode(List<CodeOutcome> code) {
    if (code.isEmpty()) {
      return;
    }
    TextTable table = new TextTable("store", "scenario", ">schedules", ">time", "result");
    for (CodeOutcome outcome : code) {
      table.row(
          outcome.store(),
          outcome.name(),
          grouped(outcome.schedules()),
          time(outcome.elapsed()),
          result(outcome.verdict(), "held"));
    }
    title(
        console, "Code: the library under schedules that halt or kill its processes at every step");
    console.print(table, "  ");
  }

  private void explain(Outcome outcome) {
    title(console, outcome.name() + ": " + outcome.explain());
    traces.print(outcome);
  }

  private void explain(CodeOutcome outcome) {
    title(console, outcome.name() + " on " + outcome.store() + " violated " + outcome.violated());
    console.println(outcome.violations().get(0).story());
  }

  private void printTotal(LaneReport report) {
    long distinct =
        report.outcomes().stream()
            .filter(RunOutcome.class::isInstance)
            .mapToLong(outcome -> ((RunOutcome) outcome).result().stats().distinct())
            .sum();
    if (distinct == 0) {
      // Simulations do not tell states apart.
      return;
    }
    console.println();
    console.println(
        "Model checking: "
            + grouped(distinct)
            + " distinct states in all, "
            + grouped(distinct * 1000 / Math.max(1, report.elapsed().toMillis()))
            + " per second, "
            + time(report.elapsed()));
  }

  private void printVerdict(CheckReport report) {
    boolean held = report.verdict() == Verdict.HELD;
    String summary =
        switch (report.verdict()) {
          case HELD -> "[ok] " + good(report.spec());
          case VIOLATED -> "[violation] See above";
          case USAGE -> "[unreadable] Something could not be checked, see above";
          case UNKNOWN -> "[unknown] Not everything finished, see above";
        };
    console.println(
        console.styled(held ? Style.GREEN : Style.RED, summary)
            + " ("
            + time(report.elapsed())
            + ")");
    console.println(
        "This is no proof: it covers every behaviour within the bounds above, and nothing beyond"
            + " them.\nWhat is assumed of Lance and of the disk stands in spec/contract, and is"
            + " tested on the real ones by mvn verify.");
  }

  private static String good(LaneReport report) {
    return report.faults().isEmpty()
        ? "No violation found"
        : "No violation found, and every fault was caught";
  }

  static void title(Console console, String text) {
    console.println();
    console.println(console.styled(Style.BOLD, text));
  }

  static Cell result(Verdict verdict, String good) {
    return verdict == Verdict.HELD
        ? new Cell(good, Style.GREEN)
        : new Cell(verdict.label(), Style.RED);
  }

  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String time(Duration elapsed) {
    return elapsed.toMinutes() > 0
        ? String.format(Locale.ROOT, "%s min %02d s", elapsed.toMinutes(), elapsed.toSecondsPart())
        : String.format(Locale.ROOT, "%.1f s", elapsed.toMillis() / 1000.0);
  }
}
