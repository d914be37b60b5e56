package dev.rollforward.conformance.replay;

import dev.rollforward.spec.value.TlaValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Takes values of the model apart and makes them, in the form in which TLC prints them. */
final class Tla {
  private static final long NOT_A_RESTORE = 99;

  private Tla() {}

  static TlaValue number(long value) {
    return new TlaValue.Number(value);
  }

  static TlaValue text(String value) {
    return new TlaValue.Text(value);
  }

  static TlaValue truth(boolean value) {
    return new TlaValue.Truth(value);
  }

  static TlaValue tuple(List<? extends TlaValue> elements) {
    return new TlaValue.Tuple(List.copyOf(elements));
  }

  static TlaValue set(Set<? extends TlaValue> members) {
    return new TlaValue.Members(new LinkedHashSet<>(members));
  }

  /** A function: TLC prints those over 1 to n as sequences. */
  static TlaValue function(List<Integer> domain, IntFunction<TlaValue> values) {
    Map<Integer, TlaValue> entries = new TreeMap<>();
    domain.forEach(key -> entries.put(key, values.apply(key)));
    boolean isSequence = entries.isEmpty() || new TreeMap<>(entries).lastKey() == entries.size();
    if (isSequence) {
      return tuple(List.copyOf(entries.values()));
    }
    Map<TlaValue, TlaValue> function = new LinkedHashMap<>();
    entries.forEach((key, value) -> function.put(number(key), value));
    return new TlaValue.Function(function);
  }

  static int number(TlaValue value) {
    return (int) ((TlaValue.Number) value).value();
  }

  static List<TlaValue> elements(TlaValue value) {
    return ((TlaValue.Tuple) value).elements();
  }

  static Set<TlaValue> members(TlaValue value) {
    return ((TlaValue.Members) value).members();
  }

  static TlaValue at(TlaValue function, int key) {
    return function instanceof TlaValue.Function entries
        ? entries.entries().get(number(key))
        : elements(function).get(key - 1);
  }

  /** The record of the only sweep. */
  static Map<String, TlaValue> sweep(Map<String, TlaValue> state) {
    TlaValue only = ((TlaValue.Function) state.get("sweep")).entries().values().iterator().next();
    return ((TlaValue.Fields) only).fields();
  }

  static boolean isRestore(TlaValue version) {
    return number(((TlaValue.Fields) version).fields().get("restores")) != NOT_A_RESTORE;
  }

  private static TlaValue version(int operation, String kind, long restores, List<Integer> rows) {
    return record(
        "op", number(operation),
        "kind", text(kind),
        "rows", tuple(rows.stream().map(Tla::number).toList()),
        "restores", number(restores));
  }

  /**
   * A record.
   *
   * @param namesAndValues in turn, in the order in which TLC prints them
   */
  static TlaValue record(Object... namesAndValues) {
    Map<String, TlaValue> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], (TlaValue) namesAndValues[i + 1]);
    }
    return new TlaValue.Fields(fields);
  }

  static TlaValue restore(long target, List<Integer> rows) {
    return version(0, "Restore", target, rows);
  }

  static TlaValue change(int operation, String kind, List<Integer> rows) {
    return version(operation, kind, NOT_A_RESTORE, rows);
  }

  /** The first key at which one of the functions called {@code variables} differs. */
  static int changed(
      Map<String, TlaValue> before, Map<String, TlaValue> after, String... variables) {
    for (String variable : variables) {
      List<TlaValue> old = elements(before.get(variable));
      List<TlaValue> now = elements(after.get(variable));
      for (int i = 0; i < old.size(); i++) {
        if (!old.get(i).equals(now.get(i))) {
          return i + 1;
        }
      }
    }
    throw new IllegalArgumentException("no " + List.of(variables) + " has changed");
  }
}
