package dev.rollforward.spec.proof;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of comparing the proof with a state graph of TLC.
 *
 * @param states how many states have the invariant
 * @param edges how many steps are steps of the proof
 * @param taken how often each action of the proof was taken
 * @param wider how often each alternative of an action of the proof leads where no step of {@code
 *     Rollforward.tla} does; empty if that was not looked at
 * @param mismatches what does not agree, each with state, action and formula; the first few
 */
public record GraphReport(
    int states,
    int edges,
    Map<String, Integer> taken,
    Map<String, Integer> wider,
    List<String> mismatches) {
  /** Copies all of it. */
  public GraphReport {
    taken = new TreeMap<>(taken);
    wider = new TreeMap<>(wider);
    mismatches = List.copyOf(mismatches);
  }

  /** Whether everything agrees. */
  public boolean agrees() {
    return mismatches.isEmpty();
  }
}
