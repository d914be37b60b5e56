package dev.rollforward.conformance.replay;

import dev.rollforward.spec.value.TlaValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One step of the model, with all that it takes to make the code take it.
 *
 * @param action the spec action
 * @param operation whose writer moves, or whose call arrives; 0 where a sweep moves that knows its
 *     operation
 * @param turn which of several outcomes it takes
 */
record ReplayStep(String action, int operation, Turn turn) {
  private static final Pattern FORM = Pattern.compile("(\\w+)\\((\\d+)(?:, (\\w+))?\\)");

  /** Which of several outcomes a step takes. */
  enum Turn {
    /** The only one, or the ordinary one. */
    PLAIN,
    /** The call takes effect, and its answer gets lost. */
    UNANSWERED,
    /** The step acts on a table as it was a while ago. */
    STALE
  }

  /** Checks for nulls. */
  ReplayStep {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(turn, "turn");
  }

  /** The move that leads from one state to the next. */
  static ReplayStep between(
      Map<String, TlaValue> before, String action, Map<String, TlaValue> after) {
    return switch (action) {
      case "ArriveSidecar", "ArriveCommit", "ArrivePublish" ->
          new ReplayStep(action, arrived(before, after), Turn.PLAIN);
      case "Publish" -> published(before, after);
      case "SweepListSidecars", "SweepReadManifest" ->
          new ReplayStep(action, Tla.number(Tla.sweep(after).get("op")), Turn.PLAIN);
      case "SweepFenceTable" -> new ReplayStep(action, 0, fences(before, after));
      default ->
          new ReplayStep(
              action,
              action.contains("Sweep") ? 0 : Tla.changed(before, after, "wpc", "wdone"),
              Turn.PLAIN);
    };
  }

  private static ReplayStep published(Map<String, TlaValue> before, Map<String, TlaValue> after) {
    int operation = Tla.changed(before, after, "wpc");
    boolean answered = Tla.at(after.get("wpc"), operation).equals(new TlaValue.Text("cleanup"));
    return new ReplayStep("Publish", operation, answered ? Turn.PLAIN : Turn.UNANSWERED);
  }

  /** A publish voids others in flight, so it is told by its decision. */
  private static int arrived(Map<String, TlaValue> before, Map<String, TlaValue> after) {
    if (!before.get("decided").equals(after.get("decided"))) {
      return Tla.changed(before, after, "decided");
    }
    Set<TlaValue> calls = Tla.members(before.get("flight"));
    Set<TlaValue> left = Tla.members(after.get("flight"));
    return calls.stream()
        .filter(call -> !left.contains(call))
        .map(call -> Tla.number(((TlaValue.Fields) call).fields().get("op")))
        .findFirst()
        .orElseThrow();
  }

  /** A restore over a fence: whoever restores has read the table before the fence was there. */
  private static Turn fences(Map<String, TlaValue> before, Map<String, TlaValue> after) {
    if (before.get("chain").equals(after.get("chain"))) {
      return Turn.PLAIN;
    }
    int table = Tla.changed(before, after, "chain");
    int operation = Tla.number(Tla.sweep(before).get("op"));
    int base = Tla.number(Tla.at(Tla.at(before.get("wbase"), operation), table));
    List<TlaValue> chain = Tla.elements(Tla.at(before.get("chain"), table));
    boolean fenced = chain.subList(base, chain.size()).stream().anyMatch(Tla::isRestore);
    return fenced ? Turn.STALE : Turn.PLAIN;
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is of another form
   */
  static ReplayStep parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a move: '" + text + "'");
    }
    return new ReplayStep(
        matcher.group(1),
        Integer.parseInt(matcher.group(2)),
        matcher.group(3) == null ? Turn.PLAIN : Turn.valueOf(matcher.group(3)));
  }

  @Override
  public String toString() {
    return turn == Turn.PLAIN
        ? "%s(%s)".formatted(action, operation)
        : "%s(%s, %s)".formatted(action, operation, turn);
  }
}
