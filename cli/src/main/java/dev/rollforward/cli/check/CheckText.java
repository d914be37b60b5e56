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
import dev.rollforward.spec.text.Prose;
import java.time.Duration;
import java.util.Locale;

/** A check's report for people. */
public final class CheckText {
  private static final String COVERED =
      "Covered: every order in which the operations, recoveries, crashes and lost answers of each"
          + " model can come, and every step at which a process of the Java library can be halted"
          + " or killed.";
  private static final String NOT_COVERED =
      "Not covered: more operations, tables and crashes than a model has (--details names the"
          + " bounds); power loss; and what is assumed of Lance and of the disk (spec/contract;"
          + " mvn verify tests it on the real ones). This is no proof.";

  private final Console console;
  private final Manifest manifest;
  private final TraceView traces;

  CheckText(Console console, Manifest manifest) {
    this.console = console;
    this.manifest = manifest;
    this.traces = new TraceView(console, manifest);
  }

  /**
   * Prints a report.
   *
   * @param whole whether it is that of a whole lane: then the five groups are enough
   * @param details whether to print tables all the same
   */
  void print(CheckReport report, boolean whole, boolean details) {
    if (details || !whole) {
      SpecText.print(console, report.spec());
      printCode(report);
      console.println();
    }
    printVerdict(report);
    if (whole) {
      console.println();
      new GroupTable(console, manifest).print(report);
    }
    report.spec().outcomes().stream()
        .filter(outcome -> outcome.verdict() != Verdict.HELD)
        .forEach(this::explain);
    report.code().stream()
        .filter(outcome -> outcome.verdict() != Verdict.HELD)
        .forEach(this::explain);
    console.println();
    if (whole) {
      paragraph(COVERED);
    }
    paragraph(NOT_COVERED);
    if (whole && !details) {
      paragraph("Details: --details prints every model, fault and scene; --json FILE writes them.");
    }
  }

  private void paragraph(String text) {
    Prose.wrap(text, Math.min(console.width(), 80)).forEach(console::println);
  }

  private void printCode(CheckReport report) {
    if (report.code().isEmpty()) {
      return;
    }
    TextTable table = new TextTable("store", "scenario", ">schedules", ">time", "result");
    for (CodeOutcome outcome : report.code()) {
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

  private void printVerdict(CheckReport report) {
    boolean held = report.verdict() == Verdict.HELD;
    String summary =
        switch (report.verdict()) {
          case HELD -> "[ok] Nothing is wrong";
          case VIOLATED -> "[violation] " + bad(report);
          case USAGE -> "[unreadable] Something could not be checked, see below";
          case UNKNOWN -> "[unknown] Not everything finished, see below";
        };
    String states = grouped(distinct(report.spec())) + " states, ";
    verdict(
        console,
        held,
        summary,
        "("
            + report.spec().label()
            + ", "
            + (distinct(report.spec()) == 0 ? "" : states)
            + time(report.elapsed())
            + ")");
  }

  /** Prints the line that says how it came out; what was found below it where there is no room. */
  static void verdict(Console console, boolean held, String words, String found) {
    Style style = held ? Style.GREEN : Style.RED;
    if (words.length() + 1 + found.length() <= console.width()) {
      console.println(console.styled(style, words) + " " + found);
    } else {
      Prose.wrap(words, console.width())
          .forEach(line -> console.println(console.styled(style, line)));
      console.println("  " + found);
    }
  }

  private static String bad(CheckReport report) {
    long bad =
        report.spec().outcomes().stream()
                .filter(outcome -> outcome.verdict() == Verdict.VIOLATED)
                .count()
            + report.code().stream()
                .filter(outcome -> outcome.verdict() == Verdict.VIOLATED)
                .count();
    return bad == 1
        ? "One thing is not as it should be, see below"
        : bad + " things are not as they should be, see below";
  }

  /** Of what was checked now, and not kept; simulations do not tell states apart. */
  private static long distinct(LaneReport report) {
    return report.outcomes().stream()
        .filter(RunOutcome.class::isInstance)
        .mapToLong(outcome -> ((RunOutcome) outcome).result().stats().distinct())
        .sum();
  }

  static void title(Console console, String text) {
    console.println();
    Prose.wrap(text, console.width())
        .forEach(line -> console.println(console.styled(Style.BOLD, line)));
  }

  static Cell result(Verdict verdict, String good) {
    return verdict == Verdict.HELD
        ? new Cell(good, Style.GREEN)
        : new Cell(verdict.label(), Style.RED);
  }

  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  public static String time(Duration elapsed) {
    return elapsed.toMinutes() > 0
        ? String.format(Locale.ROOT, "%s min %02d s", elapsed.toMinutes(), elapsed.toSecondsPart())
        : String.format(Locale.ROOT, "%.1f s", elapsed.toMillis() / 1000.0);
  }
}
