package dev.rollforward.conformance.trace;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * A step that TLC has to take.
 *
 * @param action of the spec, or of {@code TraceRollforward}
 * @param op the number of its operation
 * @param slot the number of its sweep; 0 for a writer's step
 * @param facts what it reads and writes, in TLA+
 * @param forgets the operations whose decision the manifest that it writes drops
 * @param event the event that reports it; empty for an inferred step
 */
record TraceStep(
    String action,
    int op,
    int slot,
    Map<String, String> facts,
    SortedSet<Integer> forgets,
    Optional<TraceEvent> event) {

  String tla() {
    String f =
        facts.isEmpty()
            ? "<<>>"
            : facts.entrySet().stream()
                .map(fact -> fact.getKey() + " |-> " + fact.getValue())
                .collect(Collectors.joining(", ", "[", "]"));
    return "[a |-> \"%s\", o |-> %s, s |-> %s, f |-> %s, forgets |-> %s]"
        .formatted(action, op, slot, f, set(forgets));
  }

  static String set(SortedSet<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}"));
  }
}
