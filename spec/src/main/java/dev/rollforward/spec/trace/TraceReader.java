package dev.rollforward.spec.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects the states of a counterexample as TLC prints them. */
public final class TraceReader {
  private static final String INITIAL = "Initial predicate";
  private static final Pattern HEADING = Pattern.compile("(\\d+): <(.*)>");
  private static final Pattern BACK = Pattern.compile("(\\d+): Back to state(?:: <(.*)>)?");
  private static final Pattern LOCATED =
      Pattern.compile("(.*?) line \\d+, col \\d+ to line \\d+, col \\d+ of module .*");
  private static final Pattern CONJUNCT = Pattern.compile("/\\\\ (\\w+) = (.*)");
  private static final Pattern SOLE_VARIABLE = Pattern.compile("(\\w+) = (.*)");

  private final List<TraceState> states = new ArrayList<>();
  private Trace.Ending ending = new Trace.Stops();

  /** Takes a printed state: a heading and the variables. */
  public void state(String text) {
    List<String> lines = text.lines().toList();
    Matcher heading = HEADING.matcher(lines.get(0));
    if (!heading.matches()) {
      throw new IllegalArgumentException("TLC printed a state in an unknown form: " + text);
    }
    states.add(
        new TraceState(
            Integer.parseInt(heading.group(1)) - 1,
            actionName(heading.group(2)),
            variables(lines.subList(1, lines.size()))));
  }

  /** Takes an initial state that TLC printed within an error: the error, then the variables. */
  public void initialState(String text) {
    List<String> lines = text.lines().toList();
    states.add(new TraceState(0, INITIAL, variables(lines.subList(1, lines.size()))));
  }

  /** Takes the line that says where a behaviour begins to repeat itself. */
  public void backTo(String text) {
    Matcher back = BACK.matcher(text.strip());
    if (!back.matches()) {
      throw new IllegalArgumentException("TLC printed a lasso in an unknown form: " + text);
    }
    String action = back.group(2) == null ? "" : actionName(back.group(2));
    ending = new Trace.BackTo(Integer.parseInt(back.group(1)) - 1, action);
  }

  /** Takes the line that says that nothing happens any more. */
  public void stutters() {
    ending = new Trace.Stutters();
  }

  /** What has been taken so far. */
  public Trace trace() {
    return new Trace(states, ending);
  }

  static String actionName(String heading) {
    Matcher located = LOCATED.matcher(heading);
    return located.matches() ? located.group(1) : heading;
  }

  /** The value of each variable in the lines of a printed state, each on one line. */
  public static Map<String, String> variables(List<String> lines) {
    Map<String, String> variables = new LinkedHashMap<>();
    String current = null;
    for (String line : lines) {
      Matcher conjunct = CONJUNCT.matcher(line);
      Matcher sole = SOLE_VARIABLE.matcher(line);
      if (conjunct.matches()) {
        current = conjunct.group(1);
        variables.put(current, conjunct.group(2).strip());
      } else if (current == null && sole.matches()) {
        current = sole.group(1);
        variables.put(current, sole.group(2).strip());
      } else if (current != null && !line.isBlank()) {
        variables.merge(current, line.strip(), (head, tail) -> head + " " + tail);
      }
    }
    return variables;
  }
}
