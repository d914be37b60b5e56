package dev.rollforward.store.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * What the forms of several kinds have in common. What does not fit throws {@link
 * IllegalArgumentException} with the words of the refusal.
 */
public final class Forms {
  private Forms() {}

  /** A component that is never null. */
  public static <T> T require(T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is null");
    }
    return value;
  }

  /** The same entries, with other values; refuses null ones. */
  public static <V, W> SortedMap<String, W> map(SortedMap<String, V> entries, Function<V, W> to) {
    SortedMap<String, W> others = new TreeMap<>();
    entries.forEach((key, value) -> others.put(key, to.apply(require(value, "'" + key + "'"))));
    return others;
  }

  /** The constant that has this very name. */
  public static <E extends Enum<E>> E constant(Class<E> type, String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("there is no " + type.getSimpleName() + " '" + name + "'");
  }

  /** The instant that {@link Instant#toString} writes so. */
  public static Instant instant(String text) {
    try {
      return exactly(text, Instant.parse(text), "time");
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no time", e);
    }
  }

  /** The duration that {@link Duration#toString} writes so. */
  public static Duration duration(String text) {
    try {
      return exactly(text, Duration.parse(text), "duration");
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no duration", e);
    }
  }

  /** The identity that {@link UUID#toString} writes so. */
  public static UUID uuid(String text) {
    return exactly(text, UUID.fromString(text), "uuid");
  }

  private static <T> T exactly(String text, T value, String what) {
    if (!value.toString().equals(text)) {
      throw new IllegalArgumentException("'" + text + "' is no " + what + ": that is " + value);
    }
    return value;
  }
}
