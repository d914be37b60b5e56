package dev.rollforward.cli.check;

import dev.rollforward.cli.Console;
import dev.rollforward.cli.Style;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.report.Outcome;
import dev.rollforward.spec.trace.TraceText;

/** Shows the traces of outcomes on a console. */
final class TraceView {
  private static final String INDENT = "  ";

  private final Console console;
  private final Manifest manifest;

  TraceView(Console console, Manifest manifest) {
    this.console = console;
    this.manifest = manifest;
  }

  /**
   * Prints the trace of an outcome, whose actors are those of its module; nothing if it has none.
   */
  void print(Outcome outcome) {
    TraceText text =
        new TraceText(
            console.width() - INDENT.length(),
            manifest.module(outcome.module()).actors(),
            false,
            (part, piece) -> console.styled(style(part), piece));
    text.lines(outcome.trace()).forEach(line -> console.println(INDENT + line));
  }

  private static Style style(TraceText.Part part) {
    return switch (part) {
      case NUMBER -> Style.DIM;
      case ACTION -> Style.BOLD;
      case ENDING -> Style.YELLOW;
      case ACTOR, CHANGE -> Style.PLAIN;
    };
  }
}
