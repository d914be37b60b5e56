package dev.rollforward.spec.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollforward.spec.UsageException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the names of the specification mean, in sentences: the file {@code words.json}.
 *
 * @param actions what an actor does in each action; {@code {table}} stands for the table; under the
 *     name with {@code " -"} behind it, what it does where no table changes
 * @param designs by module, the actions that an alternative does not share with our protocol; null
 *     for none
 * @param harm what is wrong where a property is violated
 */
public record Words(
    @JsonProperty(required = true) Map<String, String> actions,
    Map<String, Map<String, String>> designs,
    @JsonProperty(required = true) Map<String, String> harm) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String TABLE = "{table}";

  /** No words at all. */
  static final Words NONE = new Words(Map.of(), Map.of(), Map.of());

  public Words {
    actions = Map.copyOf(actions);
    designs = Map.copyOf(Objects.requireNonNullElse(designs, Map.of()));
    harm = Map.copyOf(harm);
  }

  static Words parse(String json) {
    try {
      return MAPPER.readValue(json, Words.class);
    } catch (JsonProcessingException e) {
      throw new UsageException("words.json: " + e.getOriginalMessage(), e);
    }
  }

  /** The words for the actions of one module. */
  public Words in(String module) {
    Map<String, String> own = new HashMap<>(actions);
    own.putAll(designs.getOrDefault(module, Map.of()));
    return new Words(own, designs, harm);
  }

  /**
   * What an actor does in an action.
   *
   * @param table what to call the table; empty if the step does not tell
   * @return empty if there are no words for the action
   */
  public Optional<String> action(String name, Optional<String> table) {
    String text = actions.get(name);
    String unmoved = table.isEmpty() ? actions.getOrDefault(name + " -", text) : text;
    return Optional.ofNullable(unmoved).map(words -> words.replace(TABLE, table.orElse("a table")));
  }

  /** What is wrong where a property is violated; empty if there are no words for it. */
  public Optional<String> harm(String property) {
    return Optional.ofNullable(harm.get(property));
  }
}
