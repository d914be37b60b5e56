package dev.rollforward.spec;

import java.util.Map;

/** Prints a counterexample for people: every state after the first shows only what changed. */
public final class TraceText {
  private TraceText() {}

  /** The counterexample, one line per state and per changed variable; empty if it has no states. */
  public static String of(Trace trace) {
    StringBuilder text = new StringBuilder();
    TraceState previous = null;
    for (TraceState state : trace.states()) {
      text.append(state.number()).append(": ").append(state.action()).append('\n');
      variables(text, previous == null ? state.variables() : state.changedFrom(previous));
      previous = state;
    }
    ending(text, trace.ending());
    return text.toString();
  }

  private static void variables(StringBuilder text, Map<String, String> variables) {
    variables.forEach(
        (name, value) ->
            text.append("     ").append(name).append(" = ").append(value).append('\n'));
  }

  private static void ending(StringBuilder text, Trace.Ending ending) {
    if (ending instanceof Trace.Stutters) {
      text.append("and nothing happens any more\n");
    } else if (ending instanceof Trace.BackTo back) {
      text.append("and ").append(back.action()).append(" leads back to state ");
      text.append(back.state()).append('\n');
    }
  }
}
