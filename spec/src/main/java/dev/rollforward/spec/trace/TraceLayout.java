package dev.rollforward.spec.trace;

import dev.rollforward.spec.trace.TraceText.Paint;
import dev.rollforward.spec.trace.TraceText.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the columns of a printed counterexample begin. Where there is no room for what changed
 * beside the step, it stands below.
 *
 * @param columns how wide the whole is
 * @param number how wide the number of a state is
 * @param actor how wide an actor is; 0 if none is named
 * @param action how wide an action is
 */
record TraceLayout(int columns, int number, int actor, int action, Paint paint) {
  private static final String GAP = "  ";
  private static final int LEAST_ROOM = 30;

  static TraceLayout of(List<TraceStep> steps, int columns, Paint paint) {
    return new TraceLayout(
        columns,
        widest(steps.stream().map(step -> Integer.toString(step.number()))),
        widest(steps.stream().map(TraceStep::actor)),
        widest(steps.stream().map(TraceStep::action)),
        paint);
  }

  private static int widest(Stream<String> texts) {
    return texts.mapToInt(String::length).max().orElse(0);
  }

  /** A step with what stands to its right, one line or more for each. */
  List<String> lines(TraceStep step, List<String> changes) {
    List<String> wrapped =
        changes.stream().flatMap(text -> LineWrap.of(text, room(), GAP).stream()).toList();
    String indent = " ".repeat(isBeside() ? left() : number + GAP.length());
    List<String> lines = new ArrayList<>();
    if (!isBeside() || wrapped.isEmpty()) {
      lines.add(heading(step, false));
    }
    for (String line : wrapped) {
      String before = lines.isEmpty() ? heading(step, true) + GAP : indent;
      lines.add(before + paint.paint(Part.CHANGE, line));
    }
    return lines;
  }

  private String heading(TraceStep step, boolean padded) {
    String place = Integer.toString(step.number());
    String name = padded ? padded(step.action(), action) : step.action();
    return " ".repeat(number - place.length())
        + paint.paint(Part.NUMBER, place)
        + GAP
        + (actor == 0 ? "" : paint.paint(Part.ACTOR, padded(step.actor(), actor)) + GAP)
        + paint.paint(Part.ACTION, name);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private int left() {
    return number + (actor == 0 ? 0 : GAP.length() + actor) + GAP.length() + action + GAP.length();
  }

  private boolean isBeside() {
    return columns - left() >= LEAST_ROOM;
  }

  private int room() {
    return Math.max(LEAST_ROOM, isBeside() ? columns - left() : columns - number - GAP.length());
  }
}
