package dev.rollforward.spec.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A negative control: a model with something changed, and the property which must break for that
 * reason.
 *
 * @param name unique among models, faults and scenes; a file name
 * @param base the model which the fault changes
 * @param kind why the property breaks
 * @param overrides the constants of the base that the fault sets, and the operators that it
 *     replaces; empty only if {@code kind} allows, or if the specification is another
 * @param specification the behaviour formula instead of the base's, or null for that of the base
 * @param lanes the lanes that check this fault
 * @param breaks the property which has to be violated, and no other
 * @param sentence what is removed or goes wrong, in words
 * @param maxLength the longest counterexample that still counts as this fault, in states
 */
public record Fault(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String base,
    @JsonProperty(required = true) Kind kind,
    Map<String, String> overrides,
    String specification,
    @JsonProperty(required = true) List<Lane> lanes,
    @JsonProperty(required = true) String breaks,
    @JsonProperty(required = true) String sentence,
    @JsonProperty(required = true) int maxLength) {

  private static final String TYPE_INVARIANT = "TypeOK";

  /** Why the property breaks. */
  public enum Kind {
    /** A rule of the design is replaced by a mistake, or an action is added. */
    FAULT,
    /** Nothing is removed: the design itself violates the property. */
    FINDING,
    /** The behaviour formula has one fairness condition less, and liveness fails. */
    FAIRNESS;

    @JsonCreator
    static Kind of(String label) {
      return Stream.of(values())
          .filter(kind -> kind.label().equals(label))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "\"" + label + "\" is unknown; there are fault, finding, fairness"));
    }

    /** The kind's name in files and reports. */
    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Fault {
    Names.label("name", name);
    Names.label("base", base);
    Names.present("kind", kind);
    overrides =
        Model.checkedConstants("overrides", Objects.requireNonNullElse(overrides, Map.of()));
    Names.check(
        kind != Kind.FAULT || !overrides.isEmpty() || specification != null,
        "overrides",
        "is empty, and no specification is named, so nothing is broken");
    Names.optionalIdentifier("specification", specification);
    Names.check(
        kind != Kind.FAIRNESS || specification != null,
        "specification",
        "is missing; name the formula that has a fairness condition less");
    Lane.checkExhaustive(lanes);
    Names.identifier("breaks", breaks);
    Names.sentence("sentence", sentence);
    Names.check(maxLength >= 1, "maxLength", "is not positive");
    lanes = List.copyOf(lanes);
  }

  /**
   * The base with this fault in it. It checks only the property that has to break, and the types if
   * the base does, so that a fault which breaks something else first is not taken for caught.
   */
  public Model injectedInto(Model model, boolean breaksInvariant) {
    Stream<String> types = model.invariants().stream().filter(TYPE_INVARIANT::equals);
    Stream<String> broken = breaksInvariant ? Stream.of(breaks) : Stream.empty();
    return model.variant(
        name,
        overrides,
        Objects.requireNonNullElse(specification, model.specification()),
        Stream.concat(types, broken).distinct().toList(),
        breaksInvariant ? List.of() : List.of(breaks));
  }
}
