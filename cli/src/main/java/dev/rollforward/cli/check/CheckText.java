package dev.rollforward.cli.check;

import dev.rollforward.cli.Cell;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.Style;
import dev.rollforward.cli.TextTable;
import dev.rollforward.spec.FaultOutcome;
import dev.rollforward.spec.ModelOutcome;
import dev.rollforward.spec.Outcome;
import dev.rollforward.spec.TlcStats;
import dev.rollforward.spec.TraceText;
import dev.rollforward.spec.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A check's report for people. */
final class CheckText {
  private final Console console;

  CheckText(Console console) {
    this.console = console;
  }

  void print(CheckReport report) {
    printModels(report.spec().models());
    printFaults(report.spec().faults());
    printCode(report.code());
    report.spec().outcomes().stream()
        .filter(outcome -> outcome.verdict() != Verdict.HELD)
        .forEach(this::explain);
    report.code().stream()
        .filter(outcome -> outcome.verdict() != Verdict.HELD)
        .forEach(this::explain);
    printVerdict(report);
  }

  private void printModels(List<ModelOutcome> models) {
    title("Models: the specification, every reachable state within the bounds");
    TextTable table =
        new TextTable("model", "bounds", ">distinct states", ">depth", ">time", "result");
    for (ModelOutcome model : models) {
      TlcStats stats = model.result().stats();
      table.row(
          model.name(),
          model.sentence(),
          grouped(stats.distinct()),
          stats.depth(),
          time(stats.elapsed()),
          result(model.verdict(), "held"));
    }
    console.print(table, "  ");
  }

  private void printFaults(List<FaultOutcome> faults) {
    title("Negative controls: each rule removed in turn, and the property that must notice");
    TextTable table = new TextTable("fault", "what is removed", "caught by", ">steps", "result");
    for (FaultOutcome fault : faults) {
      table.row(
          fault.name(),
          fault.sentence(),
          fault.caught() ? fault.fault().breaks() : "-",
          fault.caught() ? fault.length() - 1 : "-",
          result(fault.verdict(), "caught"));
    }
    console.print(table, "  ");
  }

  private void printCode(List<CodeOutcome> code) {
    title("Code: the library under schedules that halt or kill its processes at every step");
    TextTable table = new TextTable("store", "scenario", ">schedules", ">time", "result");
    for (CodeOutcome outcome : code) {
      table.row(
          outcome.store(),
          outcome.name(),
          grouped(outcome.schedules()),
          time(outcome.elapsed()),
          result(outcome.verdict(), "held"));
    }
    console.print(table, "  ");
  }

  private void explain(Outcome outcome) {
    title(outcome.name() + ": " + outcome.explain());
    console.println(TraceText.of(outcome.trace()));
  }

  private void explain(CodeOutcome outcome) {
    title(outcome.name() + " on " + outcome.store() + " violated " + outcome.violated());
    console.println(outcome.violations().get(0).story());
  }

  private void printVerdict(CheckReport report) {
    console.println();
    boolean held = report.verdict() == Verdict.HELD;
    String summary =
        switch (report.verdict()) {
          case HELD -> "[ok] No violation found, and every fault was caught";
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

  private void title(String text) {
    console.println();
    console.println(console.styled(Style.BOLD, text));
  }

  private static Cell result(Verdict verdict, String good) {
    return verdict == Verdict.HELD
        ? new Cell(good, Style.GREEN)
        : new Cell(verdict.label(), Style.RED);
  }

  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String time(Duration elapsed) {
    return elapsed.toMinutes() > 0
        ? "%d min %02d s".formatted(elapsed.toMinutes(), elapsed.toSecondsPart())
        : String.format(Locale.ROOT, "%.1f s", elapsed.toMillis() / 1000.0);
  }
}
