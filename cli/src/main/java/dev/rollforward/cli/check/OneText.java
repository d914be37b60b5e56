package dev.rollforward.cli.check;

import dev.rollforward.cli.Console;
import dev.rollforward.cli.Style;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.report.FaultOutcome;
import dev.rollforward.spec.report.RunOutcome;
import dev.rollforward.spec.report.SceneOutcome;
import dev.rollforward.spec.report.Verdict;
import dev.rollforward.spec.tlc.TlcResult;

/**
 * The report on one fault or one scene: what it is, the trace, and whether that is as it should be.
 */
final class OneText {
  private final Console console;
  private final TraceView traces;

  OneText(Console console, Manifest manifest) {
    this.console = console;
    this.traces = new TraceView(console, manifest);
  }

  void print(FaultOutcome outcome) {
    heading(FaultWords.of(outcome.fault().kind()).what(), outcome);
    String broken =
        outcome.result() instanceof TlcResult.Violated violated
            ? violated.property() + " is violated after " + steps(outcome)
            : outcome.explain();
    body(broken, outcome);
    verdict(
        outcome,
        outcome.caught()
            ? FaultWords.of(outcome.fault().kind()).good() + " by the property that should break"
            : outcome.explain());
  }

  void print(SceneOutcome outcome) {
    heading("scene", outcome);
    body(
        outcome.trace().length() == 0
            ? outcome.explain()
            : outcome.scene().reaches() + " is reached after " + steps(outcome),
        outcome);
    verdict(outcome, outcome.reached() ? "reached" : outcome.explain());
  }

  private void heading(String what, RunOutcome outcome) {
    console.println(
        console.styled(Style.BOLD, outcome.name())
            + ", a "
            + what
            + " of "
            + outcome.module()
            + ": "
            + outcome.sentence());
  }

  private void body(String found, RunOutcome outcome) {
    console.println(found);
    if (outcome.trace().length() > 0) {
      console.println();
      traces.print(outcome);
    }
    console.println();
  }

  private void verdict(RunOutcome outcome, String words) {
    boolean held = outcome.verdict() == Verdict.HELD;
    String mark =
        switch (outcome.verdict()) {
          case HELD -> "[ok] ";
          case VIOLATED -> "[violation] ";
          case USAGE -> "[unreadable] ";
          case UNKNOWN -> "[unknown] ";
        };
    console.println(
        console.styled(held ? Style.GREEN : Style.RED, mark + words)
            + " ("
            + CheckText.grouped(outcome.result().stats().distinct())
            + " distinct states, "
            + CheckText.time(outcome.elapsed())
            + ")");
  }

  private static String steps(RunOutcome outcome) {
    int steps = outcome.trace().steps();
    return steps == 1 ? "1 step" : steps + " steps";
  }
}
