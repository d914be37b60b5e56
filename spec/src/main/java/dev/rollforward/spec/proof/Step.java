package dev.rollforward.spec.proof;

import java.util.List;
import java.util.Map;

/**
 * One alternative of an action: what it demands, and what every variable becomes.
 *
 * @param action its name in the module
 * @param branch which alternative it is, from 1
 * @param parameters what the step is taken for, such as an operation and a table
 * @param guards what has to hold for it
 * @param changes what the variables become that it changes
 */
record Step(
    String action,
    int branch,
    List<Symbol> parameters,
    List<Term> guards,
    Map<String, Value> changes) {
  Step {
    parameters = List.copyOf(parameters);
    guards = List.copyOf(guards);
    changes = Map.copyOf(changes);
  }

  @Override
  public String toString() {
    return action + "." + branch;
  }
}
