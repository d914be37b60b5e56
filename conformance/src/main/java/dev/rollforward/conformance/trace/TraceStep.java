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
 * @param facts what it sees and does, in TLC's notation
 * @param forgets the operations whose decision goes along with the manifest that it writes
 * @param event what it is logged as; empty for a guess
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
