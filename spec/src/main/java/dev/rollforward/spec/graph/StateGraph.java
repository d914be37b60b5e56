package dev.rollforward.spec.graph;

import dev.rollforward.spec.trace.TraceReader;
import dev.rollforward.spec.value.TlaValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every reachable state of a model and every step between two of them, as TLC found them.
 *
 * @param states the text of each state, as TLC prints it; the first is the initial one
 * @param steps every step, in the order in which TLC took them; none twice
 */
public record StateGraph(List<String> states, List<Step> steps) {
  /** Copies the lists. */
  public StateGraph {
    states = List.copyOf(states);
    steps = List.copyOf(steps);
  }

  /**
   * A step.
   *
   * @param from the index of the state it begins in
   * @param action the name of the action
   * @param to the index of the state it ends in
   */
  public record Step(int from, String action, int to) {}

  /** The variables of state {@code index}, by name. */
  public Map<String, TlaValue> state(int index) {
    Map<String, TlaValue> variables = new LinkedHashMap<>();
    TraceReader.variables(states.get(index).lines().toList())
        .forEach((name, value) -> variables.put(name, TlaValue.of(value)));
    return variables;
  }
}
