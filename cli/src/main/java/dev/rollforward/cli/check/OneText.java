package dev.rollforward.cli.check;

import dev.rollforward.cli.Console;
import dev.rollforward.cli.Style;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Words;
import dev.rollforward.spec.picture.Picture;
import dev.rollforward.spec.picture.TracePicture;
import dev.rollforward.spec.report.FaultOutcome;
import dev.rollforward.spec.report.RunOutcome;
import dev.rollforward.spec.report.SceneOutcome;
import dev.rollforward.spec.report.Verdict;
import dev.rollforward.spec.text.Prose;
import dev.rollforward.spec.tlc.TlcResult;
import java.util.List;
import java.util.Optional;

/**
 * The report on one fault or one scene: what it is, the trace, and whether that is as it should be.
 */
final class OneText {
  private final Console console;
  private final TraceView traces;

  private final Manifest manifest;
  private final Words words;
  private final boolean verbose;

  /**
   * @param words what the names mean
   * @param verbose whether to print what each step changed, instead of what it means
   */
  OneText(Console console, Manifest manifest, Words words, boolean verbose) {
    this.console = console;
    this.manifest = manifest;
    this.words = words;
    this.verbose = verbose;
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
    String name = outcome.name();
    List<String> lines =
        Prose.wrap(
            name + ", a " + what + " of " + outcome.module() + ": " + outcome.sentence(),
            console.width() - 2);
    // No name has a blank in it, so that of the first line is whole.
    console.println(console.styled(Style.BOLD, name) + lines.get(0).substring(name.length()));
    lines.stream().skip(1).forEach(line -> console.println("  " + line));
  }

  private void body(String found, RunOutcome outcome) {
    console.printWrapped(found, 2);
    if (outcome.trace().length() > 0) {
      console.println();
      printSteps(outcome);
    }
    harm(outcome).ifPresent(this::printHarm);
    console.println();
  }

  private void printSteps(RunOutcome outcome) {
    Optional<Picture> picture =
        verbose
            ? Optional.empty()
            : TracePicture.of(outcome, manifest, words).filter(Picture::isInWords);
    if (picture.isEmpty()) {
      traces.print(outcome);
    } else {
      new TraceInWords(console).print(picture.get());
      console.println();
      Prose.wrap(
              "--verbose shows what each step changed instead, explain draws it.", console.width())
          .forEach(console::println);
    }
  }

  private Optional<String> harm(RunOutcome outcome) {
    return outcome instanceof FaultOutcome
            && outcome.result() instanceof TlcResult.Violated violated
            && violated.suspects().size() == 1
        ? words.harm(violated.property())
        : Optional.empty();
  }

  private void printHarm(String text) {
    console.println();
    Prose.wrap("Violated: " + text + ".", Math.min(console.width(), 100))
        .forEach(line -> console.println(console.styled(Style.BOLD, line)));
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
    String found =
        "("
            + CheckText.grouped(outcome.result().stats().distinct())
            + " distinct states, "
            + CheckText.time(outcome.elapsed())
            + ")";
    CheckText.verdict(console, held, mark + words, found);
  }

  private static String steps(RunOutcome outcome) {
    int steps = outcome.trace().steps();
    return steps == 1 ? "1 step" : steps + " steps";
  }
}
