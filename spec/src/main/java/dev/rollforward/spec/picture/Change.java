package dev.rollforward.spec.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a step changed in a lifeline.
 *
 * @param lifeline where
 * @param text what became of one fact, such as {@code table 1: v1 → v2} or {@code + op 1}
 */
public record Change(Lifeline lifeline, String text) {
  /** What differs between two states of a lifeline. */
  static List<Change> between(Lifeline lifeline, List<Fact> before, List<Fact> after) {
    Map<String, String> old = byKey(before);
    Map<String, String> now = byKey(after);
    List<Change> changes = new ArrayList<>();
    now.forEach(
        (key, value) -> {
          String prefix = key.isEmpty() ? "" : key + ": ";
          if (!old.containsKey(key)) {
            String sign = lifeline.kind().isProcess() || key.isEmpty() ? "" : "+ ";
            changes.add(new Change(lifeline, sign + new Fact(key, value)));
          } else if (!old.get(key).equals(value)) {
            changes.add(new Change(lifeline, prefix + became(old.get(key), value)));
          }
        });
    old.forEach(
        (key, value) -> {
          // What a process forgets when it goes on is of no interest.
          if (!now.containsKey(key) && !lifeline.kind().isProcess()) {
            changes.add(new Change(lifeline, "− " + new Fact(key, value)));
          }
        });
    return changes;
  }

  private static String became(String old, String now) {
    if (now.isEmpty()) {
      return "no longer " + old;
    }
    return old.isEmpty() ? now : old + " → " + now;
  }

  private static Map<String, String> byKey(List<Fact> facts) {
    Map<String, String> values = new LinkedHashMap<>();
    facts.forEach(fact -> values.put(fact.key(), fact.value()));
    return values;
  }
}
