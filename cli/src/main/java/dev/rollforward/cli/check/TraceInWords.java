package dev.rollforward.cli.check;

import dev.rollforward.cli.Console;
import dev.rollforward.cli.Prose;
import dev.rollforward.cli.Style;
import dev.rollforward.spec.model.Words;
import dev.rollforward.spec.report.Outcome;
import dev.rollforward.spec.trace.Trace;
import dev.rollforward.spec.trace.TraceStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells a counterexample in words: who did what, step by step. */
final class TraceInWords {
  private static final Pattern TABLE = Pattern.compile("chain\\[(\\d+)].*");
  private static final int LEAST_ROOM = 24;

  private final Console console;
  private final Words words;
  private final Map<String, String> actors;

  TraceInWords(Console console, Words words, Map<String, String> actors) {
    this.console = console;
    this.words = words;
    this.actors = actors;
  }

  /** Prints it; returns false if there is an action without words, and nothing was printed. */
  boolean print(Outcome outcome) {
    List<TraceStep> steps = TraceStep.of(outcome.trace(), actors);
    boolean all =
        steps.stream()
            .skip(1)
            .allMatch(step -> words.action(step.action(), table(step)).isPresent());
    if (steps.size() < 2 || !all) {
      return false;
    }
    int number = Integer.toString(steps.size() - 1).length();
    int actor = steps.stream().mapToInt(step -> step.actor().length()).max().orElse(0);
    int left = 2 + number + 2 + actor + 2;
    int room = Math.max(LEAST_ROOM, console.width() - left);
    for (TraceStep step : steps) {
      String text =
          step.number() == 0
              ? "start: tables and manifest agree"
              : words.action(step.action(), table(step)).orElseThrow();
      List<String> lines = Prose.wrap(text, room);
      for (int i = 0; i < lines.size(); i++) {
        String head =
            i > 0
                ? " ".repeat(left)
                : "  %s  %s  "
                    .formatted(
                        console.styled(Style.DIM, padLeft(step.number(), number)),
                        padRight(step.actor(), actor));
        console.println(head + lines.get(i));
      }
    }
    ending(outcome.trace()).ifPresent(text -> console.println("  " + text));
    return true;
  }

  private static String padLeft(int value, int width) {
    String text = Integer.toString(value);
    return " ".repeat(width - text.length()) + text;
  }

  private static String padRight(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  /** The table whose versions became more. */
  private static Optional<String> table(TraceStep step) {
    return step.changes().stream()
        .map(change -> TABLE.matcher(change.path()))
        .filter(Matcher::matches)
        .map(found -> "table " + found.group(1))
        .findFirst();
  }

  private static Optional<String> ending(Trace trace) {
    if (trace.ending() instanceof Trace.Stutters) {
      return Optional.of("and nothing happens any more");
    }
    return trace.ending() instanceof Trace.BackTo back
        ? Optional.of("and from there it goes on as after step " + back.step() + ", for ever")
        : Optional.empty();
  }
}
