package dev.rollforward;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a step saw and did, by name, in the order in which it reads best. Values are {@link Long},
 * {@link Boolean}, {@link String}, lists of strings, and maps from strings to numbers or strings.
 *
 * @param values by name
 */
public record Facts(Map<String, Object> values) {
  private static final Facts NONE = new Facts(Map.of());

  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if a value is of another type
   */
  public Facts {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    values.forEach(Facts::requireKnown);
  }

  private static void requireKnown(String name, Object value) {
    boolean known =
        value instanceof Long
            || value instanceof Boolean
            || value instanceof String
            || value instanceof List
            || value instanceof Map;
    if (!known) {
      throw new IllegalArgumentException("fact '" + name + "' is of no known type: " + value);
    }
  }

  /** Nothing but the step itself. */
  public static Facts none() {
    return NONE;
  }

  /** One fact. */
  public static Facts of(String name, Object value) {
    return new Facts(Map.of(name, value));
  }

  /** These and one more. */
  public Facts and(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Facts(more);
  }

  /** For people: {@code manifest 3, won}. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(fact -> words(fact.getKey(), fact.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String words(String name, Object value) {
    return value instanceof Boolean truth ? (truth ? "" : "not ") + name : name + " " + value;
  }
}
