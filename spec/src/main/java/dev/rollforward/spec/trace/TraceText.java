package dev.rollforward.spec.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prints a counterexample for people, in two columns: who made which step, and what that changed.
 *
 * @param columns how wide it may become
 * @param actors see {@link TraceStep#of}
 * @param whole whether to show every variable of the first state
 * @param paint how to make parts of it stand out
 */
public record TraceText(int columns, Map<String, String> actors, boolean whole, Paint paint) {
  private static final int COLUMNS_IN_FILES = 120;
  private static final String NO_CHANGE = "(no change)";

  /** What a piece of text is. */
  public enum Part {
    NUMBER,
    ACTOR,
    ACTION,
    CHANGE,
    ENDING
  }

  /** Makes a piece of text stand out, without changing how wide it is. */
  @FunctionalInterface
  public interface Paint {
    /** Leaves everything as it is. */
    Paint NONE = (part, text) -> text;

    String paint(Part part, String text);
  }

  /** The counterexample for a file, with all of its first state; empty if it has no states. */
  public static String of(Trace trace) {
    return of(trace, Map.of());
  }

  /** Like {@link #of(Trace)}, with the actors named. */
  public static String of(Trace trace, Map<String, String> actors) {
    return new TraceText(COLUMNS_IN_FILES, actors, true, Paint.NONE).text(trace);
  }

  /** The counterexample, each line with its end; empty if it has no states. */
  public String text(Trace trace) {
    StringBuilder text = new StringBuilder();
    lines(trace).forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /** The counterexample, line by line; empty if it has no states. */
  public List<String> lines(Trace trace) {
    List<TraceStep> steps = TraceStep.of(trace, actors);
    TraceLayout layout = TraceLayout.of(steps, columns, paint);
    List<String> lines = new ArrayList<>();
    for (TraceStep step : steps) {
      boolean first = lines.isEmpty();
      lines.addAll(layout.lines(step, first ? start(trace.states().get(0)) : changes(step)));
    }
    ending(trace.ending()).ifPresent(text -> lines.add(paint.paint(Part.ENDING, text)));
    return lines;
  }

  private List<String> start(TraceState state) {
    return whole
        ? state.variables().keySet().stream().map(name -> name + " = " + state.value(name)).toList()
        : List.of();
  }

  private static List<String> changes(TraceStep step) {
    return step.changes().isEmpty()
        ? List.of(NO_CHANGE)
        : step.changes().stream().map(ValueChange::toString).toList();
  }

  private static Optional<String> ending(Trace.Ending ending) {
    if (ending instanceof Trace.Stutters) {
      return Optional.of("and nothing happens any more");
    }
    return ending instanceof Trace.BackTo back
        ? Optional.of(
            "and " + back.action() + " leads back to where step " + back.step() + " had led")
        : Optional.empty();
  }
}
