package dev.rollforward.spec.trace;

import dev.rollforward.spec.value.TlaValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One state of a counterexample.
 *
 * @param step how many steps lead to it: 0 for the first
 * @param action the action that led to it; {@code Initial predicate} for the first
 * @param variables the value of every variable, on one line, in TLC's notation
 */
public record TraceState(int step, String action, Map<String, String> variables) {
  public TraceState {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  /** The value of a variable. */
  public TlaValue value(String variable) {
    return TlaValue.of(variables.get(variable));
  }

  /** The variables whose value differs from that in the other state, with their value here. */
  public Map<String, String> changedFrom(TraceState previous) {
    Map<String, String> changed = new LinkedHashMap<>(variables);
    changed.entrySet().removeAll(previous.variables().entrySet());
    return Collections.unmodifiableMap(changed);
  }
}
