package dev.rollforward.spec.trace;

import dev.rollforward.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells how two values differ, as deep inside as the difference lies. */
final class ValueDiff {
  private final List<ValueChange> found = new ArrayList<>();

  private ValueDiff() {}

  static List<ValueChange> between(String path, TlaValue before, TlaValue after) {
    ValueDiff changes = new ValueDiff();
    changes.compare(path, before, after);
    return List.copyOf(changes.found);
  }

  /**
   * The parts of a value by the way that leads to them, such as {@code [1]} or {@code .pins}; empty
   * for a value that is no function.
   */
  static Map<String, TlaValue> parts(TlaValue value) {
    Map<String, TlaValue> parts = new LinkedHashMap<>();
    if (value instanceof TlaValue.Tuple tuple) {
      tuple.elements().forEach(element -> parts.put("[" + (parts.size() + 1) + "]", element));
    } else if (value instanceof TlaValue.Fields fields) {
      fields.fields().forEach((name, field) -> parts.put("." + name, field));
    } else if (value instanceof TlaValue.Function function) {
      function.entries().forEach((key, entry) -> parts.put("[" + key + "]", entry));
    }
    return parts;
  }

  private void compare(String path, TlaValue before, TlaValue after) {
    if (before.equals(after)) {
      return;
    }
    if (isSet(before) && isSet(after)) {
      members(path, before.asSet(), after.asSet());
    } else if (haveCommonParts(before, after)) {
      parts(path, before, after);
    } else if (!single(path, before, after)) {
      found.add(new ValueChange(path, before + " -> " + after));
    }
  }

  private static boolean isSet(TlaValue value) {
    return value instanceof TlaValue.Members
        || value instanceof TlaValue.Interval interval
            && interval.high() - interval.low() < TlaValue.LARGEST_INTERVAL;
  }

  private void members(String path, Set<TlaValue> before, Set<TlaValue> after) {
    before.stream()
        .filter(member -> !after.contains(member))
        .forEach(member -> found.add(new ValueChange(path, "- " + member)));
    after.stream()
        .filter(member -> !before.contains(member))
        .forEach(member -> found.add(new ValueChange(path, "+ " + member)));
  }

  /** Records with other fields stand for something else altogether. */
  private static boolean haveCommonParts(TlaValue before, TlaValue after) {
    Set<String> first = parts(before).keySet();
    Set<String> second = parts(after).keySet();
    boolean record = before instanceof TlaValue.Fields || after instanceof TlaValue.Fields;
    return record ? first.equals(second) : !Collections.disjoint(first, second);
  }

  private void parts(String path, TlaValue before, TlaValue after) {
    int dropped = droppedFromFront(before, after);
    Map<String, TlaValue> old = parts(before);
    Map<String, TlaValue> now = parts(after);
    if (dropped > 0) {
      old.entrySet().stream().limit(dropped).forEach(part -> note(path, "- ", part));
      return;
    }
    for (Map.Entry<String, TlaValue> part : old.entrySet()) {
      if (now.containsKey(part.getKey())) {
        compare(path + part.getKey(), part.getValue(), now.get(part.getKey()));
      } else {
        note(path, "- ", part);
      }
    }
    now.keySet().removeAll(old.keySet());
    now.entrySet().forEach(part -> note(path, "+ ", part));
  }

  /** How many elements a queue has lost at its head; 0 if that is not what happened. */
  private static int droppedFromFront(TlaValue before, TlaValue after) {
    if (before instanceof TlaValue.Tuple old && after instanceof TlaValue.Tuple now) {
      int dropped = old.elements().size() - now.elements().size();
      boolean tail =
          dropped > 0
              && old.elements().subList(dropped, old.elements().size()).equals(now.elements());
      boolean head =
          dropped > 0 && old.elements().subList(0, now.elements().size()).equals(now.elements());
      return tail && !head ? dropped : 0;
    }
    return 0;
  }

  /** A first element that comes, or a last one that goes. */
  private boolean single(String path, TlaValue before, TlaValue after) {
    Map<String, TlaValue> old = parts(before);
    Map<String, TlaValue> now = parts(after);
    if (isEmptyFunction(before) && now.size() == 1 && !(after instanceof TlaValue.Fields)) {
      note(path, "+ ", now.entrySet().iterator().next());
      return true;
    }
    if (isEmptyFunction(after) && old.size() == 1 && !(before instanceof TlaValue.Fields)) {
      note(path, "- ", old.entrySet().iterator().next());
      return true;
    }
    return false;
  }

  private static boolean isEmptyFunction(TlaValue value) {
    return value instanceof TlaValue.Tuple tuple && tuple.elements().isEmpty();
  }

  private void note(String path, String sign, Map.Entry<String, TlaValue> part) {
    found.add(new ValueChange(path, sign + part.getKey() + " = " + part.getValue()));
  }
}
