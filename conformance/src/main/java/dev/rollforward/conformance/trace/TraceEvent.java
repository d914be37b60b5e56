package dev.rollforward.conformance.trace;

import dev.rollforward.Action;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One event of a trace.
 *
 * @param process the process that logged it
 * @param sequence its number within that process, from 1
 * @param action the action
 * @param operation the operation it belongs to
 * @param table the table it concerns, by name
 * @param facts what it read and wrote
 */
public record TraceEvent(
    String process,
    long sequence,
    Action action,
    String operation,
    Optional<String> table,
    Map<String, Object> facts) {

  boolean has(String fact) {
    return facts.containsKey(fact);
  }

  /** A fact that is a number. */
  int number(String fact) {
    return Math.toIntExact((Long) facts.get(fact));
  }

  /** Whether a fact is there and has this value. */
  boolean is(String fact, Object value) {
    return value.equals(facts.get(fact));
  }

  String text(String fact) {
    return (String) facts.get(fact);
  }

  @SuppressWarnings("unchecked")
  List<String> list(String fact) {
    return (List<String>) facts.get(fact);
  }

  @SuppressWarnings("unchecked")
  <T> Map<String, T> map(String fact) {
    return (Map<String, T>) facts.get(fact);
  }

  boolean isSweep() {
    return action.name().startsWith("Sweep");
  }

  /** Whether it is an attempt to create a manifest, with this answer. */
  boolean isPut(String answer) {
    return is("answer", answer);
  }

  @Override
  public String toString() {
    return "%s #%s  %s%s of %s  %s"
        .formatted(
            process,
            sequence,
            action,
            table.map(name -> "(" + name + ")").orElse(""),
            operation,
            facts.isEmpty() ? "" : facts);
  }
}
