package dev.rollforward.spec.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A situation that the model has to reach: what is claimed of a situation that never happens is
 * vacuous.
 *
 * @param name unique among models, faults and scenes; a file name
 * @param base the model that has to reach it
 * @param overrides the constants of the base that the scene sets; may be empty
 * @param lanes the lanes that check this scene
 * @param reaches the state predicate that has to become true; the module also defines its negation
 *     under the name {@code Never<reaches>}
 * @param sentence what happens, in words
 * @param maxLength the longest way there that still counts, in states
 */
public record Scene(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String base,
    Map<String, String> overrides,
    @JsonProperty(required = true) List<Lane> lanes,
    @JsonProperty(required = true) String reaches,
    @JsonProperty(required = true) String sentence,
    @JsonProperty(required = true) int maxLength) {

  public Scene {
    Names.label("name", name);
    Names.label("base", base);
    overrides =
        Model.checkedConstants("overrides", Objects.requireNonNullElse(overrides, Map.of()));
    Lane.checkExhaustive(lanes);
    Names.identifier("reaches", reaches);
    Names.sentence("sentence", sentence);
    Names.check(maxLength >= 1, "maxLength", "is not positive");
    lanes = List.copyOf(lanes);
  }

  /** The invariant whose violation is the scene. */
  public String never() {
    return "Never" + reaches;
  }

  /** The base, checking only that the scene never happens; the violation is what is wanted. */
  Model stagedIn(Model model) {
    return model
        .variant(name, overrides, model.specification(), List.of(never()), List.of())
        .withoutDeadlockCheck();
  }
}
