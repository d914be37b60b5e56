package dev.rollforward.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A negative control: a model with one rule of the protocol removed, and the property which must
 * break for that reason.
 *
 * @param name unique among models and faults; a file name
 * @param base the model which the fault changes
 * @param overrides the constants of the base that the fault sets
 * @param lanes the lanes that check this fault
 * @param breaks the property which has to be violated, and no other
 * @param kind whether {@code breaks} is an invariant or a property of the base
 * @param sentence what goes wrong, in words
 * @param maxLength the longest counterexample that still counts as this fault, in states
 */
public record Fault(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String base,
    @JsonProperty(required = true) Map<String, String> overrides,
    @JsonProperty(required = true) List<Lane> lanes,
    @JsonProperty(required = true) String breaks,
    @JsonProperty(required = true) Kind kind,
    @JsonProperty(required = true) String sentence,
    @JsonProperty(required = true) int maxLength) {

  private static final String TYPE_INVARIANT = "TypeOK";

  /** Which list of the base model names the property. */
  public enum Kind {
    INVARIANT,
    PROPERTY;

    @JsonCreator
    static Kind of(String label) {
      return Stream.of(values())
          .filter(kind -> kind.label().equals(label))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "\"" + label + "\" is neither \"invariant\" nor \"property\""));
    }

    @JsonValue
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Fault {
    Names.label("name", name);
    Names.label("base", base);
    overrides = Model.checkedConstants("overrides", overrides);
    Names.check(!overrides.isEmpty(), "overrides", "is empty, so nothing is broken");
    Names.distinct("lanes", lanes);
    Names.check(!lanes.isEmpty(), "lanes", "is empty");
    Names.identifier("breaks", breaks);
    Names.present("kind", kind);
    Names.sentence("sentence", sentence);
    Names.check(maxLength >= 1, "maxLength", "is not positive");
    lanes = List.copyOf(lanes);
  }

  /**
   * The base with this fault in it. It checks only the property that has to break, and the types if
   * the base does, so that a fault which breaks something else first is not taken for caught.
   */
  Model injectedInto(Model model) {
    Stream<String> types = model.invariants().stream().filter(TYPE_INVARIANT::equals);
    return switch (kind) {
      case INVARIANT ->
          model.variant(
              name,
              overrides,
              Stream.concat(types, Stream.of(breaks)).distinct().toList(),
              List.of());
      case PROPERTY -> model.variant(name, overrides, types.toList(), List.of(breaks));
    };
  }
}
