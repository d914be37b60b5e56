package dev.rollforward.spec.trace;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A counterexample in what TLC has printed, be it for people or with {@code -tool}.
 *
 * @param trace its states
 * @param property what is violated; empty if TLC does not say
 */
public record PrintedTrace(Trace trace, Optional<String> property) {
  private static final Pattern VIOLATED =
      Pattern.compile(
          "(?:Error: )?(?:Invariant|Action property|Temporal property) (\\w+) .*violated.*");
  private static final Pattern STATE = Pattern.compile("(?:State )?(\\d+: <.*>)");

  /** Which operation or process it is, its variables tell. */
  private static final Pattern ARGUMENTS = Pattern.compile("<(\\w+)\\(.*?\\) (?=line )");

  private static final Pattern STUTTERS = Pattern.compile("(?:State )?\\d+: Stuttering");
  private static final Pattern BACK = Pattern.compile("(?:State )?(\\d+: )?(Back to state.*)");

  /**
   * Reads the text.
   *
   * @return empty if there is no behaviour in it
   */
  public static Optional<PrintedTrace> in(String text) {
    TraceReader reader = new TraceReader();
    Optional<String> property = Optional.empty();
    StringBuilder state = new StringBuilder();
    for (String line : text.lines().toList()) {
      Matcher violated = VIOLATED.matcher(line);
      Matcher heading = STATE.matcher(line);
      boolean variable =
          line.startsWith("/\\ ") || line.startsWith(" ") || line.matches("\\w+ = .*");
      if (violated.matches() && property.isEmpty()) {
        property = Optional.of(violated.group(1));
      }
      if (heading.matches()) {
        flush(reader, state);
        state.append(ARGUMENTS.matcher(heading.group(1)).replaceFirst("<$1 ")).append('\n');
      } else if (!state.isEmpty() && variable) {
        state.append(line).append('\n');
      } else {
        flush(reader, state);
        ending(reader, line);
      }
    }
    flush(reader, state);
    Trace trace = reader.trace();
    return trace.length() == 0 ? Optional.empty() : Optional.of(new PrintedTrace(trace, property));
  }

  private static void flush(TraceReader reader, StringBuilder state) {
    if (!state.isEmpty()) {
      reader.state(state.toString());
      state.setLength(0);
    }
  }

  private static void ending(TraceReader reader, String line) {
    Matcher back = BACK.matcher(line);
    if (STUTTERS.matcher(line).matches()) {
      reader.stutters();
    } else if (back.matches() && back.group(1) != null) {
      reader.backTo(back.group(1) + back.group(2));
    }
  }

  /** The names of the variables. */
  public List<String> variables() {
    return List.copyOf(trace.states().get(0).variables().keySet());
  }
}
