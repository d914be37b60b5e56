package dev.rollforward.store.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One JSON object, read strictly: it has exactly the fields it should have, each of its type. What
 * does not fit throws {@link IllegalArgumentException} naming the field.
 */
public final class Fields {
  private final String path;
  private final JsonNode node;

  private Fields(String path, JsonNode node) {
    this.path = path;
    this.node = node;
  }

  /** The object {@code node}, which has exactly these fields. */
  public static Fields exactly(String path, JsonNode node, String... names) {
    require(node.isObject(), path, "is not an object");
    Set<String> missing = new TreeSet<>(List.of(names));
    Set<String> unknown = new TreeSet<>();
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!missing.remove(name)) {
                unknown.add(name);
              }
            });
    require(missing.isEmpty(), path, "lacks " + missing);
    require(unknown.isEmpty(), path, "has unknown fields " + unknown);
    return new Fields(path, node);
  }

  /** A field that is a string. */
  public String text(String name) {
    require(node.get(name).isTextual(), path + "." + name, "is not a string");
    return node.get(name).textValue();
  }

  /** A field that is a string or null. */
  public Optional<String> textOrNull(String name) {
    return node.get(name).isNull() ? Optional.empty() : Optional.of(text(name));
  }

  /** Whether a field is null. */
  public boolean isNull(String name) {
    return node.get(name).isNull();
  }

  /** A field that is a whole number, at least {@code least}. */
  public long number(String name, long least) {
    JsonNode value = node.get(name);
    String at = path + "." + name;
    require(value.isIntegralNumber() && value.canConvertToLong(), at, "is not a whole number");
    require(value.longValue() >= least, at, "is " + value + ", below " + least);
    return value.longValue();
  }

  /** A field of any type. */
  public JsonNode any(String name) {
    return node.get(name);
  }

  /** A field that is the name of a constant. */
  public <E extends Enum<E>> E constant(String name, Class<E> type) {
    return Enum.valueOf(type, text(name));
  }

  /** The entries of a field that is an object with free names, each an object. */
  public Map<String, Fields> objects(String name, String... names) {
    Map<String, Fields> entries = new LinkedHashMap<>();
    String at = path + "." + name + ".";
    entriesOf(name).forEach((key, value) -> entries.put(key, exactly(at + key, value, names)));
    return entries;
  }

  /** The entries of a field that is an object with free names, each an object or null. */
  public Map<String, Optional<Fields>> objectsOrNulls(String name, String... names) {
    Map<String, Optional<Fields>> entries = new LinkedHashMap<>();
    String at = path + "." + name + ".";
    entriesOf(name)
        .forEach(
            (key, value) ->
                entries.put(
                    key,
                    value.isNull()
                        ? Optional.empty()
                        : Optional.of(exactly(at + key, value, names))));
    return entries;
  }

  /** The items of a field that is a list of objects. */
  public <T> List<T> list(String name, Function<Fields, T> reader, String... names) {
    JsonNode array = node.get(name);
    String at = path + "." + name;
    require(array.isArray(), at, "is not a list");
    List<T> items = new ArrayList<>();
    for (JsonNode item : array) {
      items.add(reader.apply(exactly(at + "[" + items.size() + "]", item, names)));
    }
    return items;
  }

  /** The items of a field that is a list of strings. */
  public List<String> texts(String name) {
    JsonNode array = node.get(name);
    require(array.isArray(), path + "." + name, "is not a list");
    List<String> items = new ArrayList<>();
    for (JsonNode item : array) {
      require(item.isTextual(), path + "." + name + "[" + items.size() + "]", "is not a string");
      items.add(item.textValue());
    }
    return items;
  }

  /** The entries of a field that is an object of strings. */
  public Map<String, String> properties(String name) {
    Map<String, String> entries = new LinkedHashMap<>();
    entriesOf(name)
        .forEach(
            (key, value) -> {
              require(value.isTextual(), path + "." + name + "." + key, "is not a string");
              entries.put(key, value.textValue());
            });
    return entries;
  }

  /** A field that is an object with these fields. */
  public Fields object(String name, String... names) {
    return exactly(path + "." + name, node.get(name), names);
  }

  private Map<String, JsonNode> entriesOf(String name) {
    require(node.get(name).isObject(), path + "." + name, "is not an object");
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    node.get(name).properties().forEach(e -> entries.put(e.getKey(), e.getValue()));
    return entries;
  }

  private static void require(boolean holds, String at, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(at + " " + problem);
    }
  }
}
