package dev.rollforward.spec.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A model as a file writes it. What is null is as the module says, or absent.
 *
 * @param constants those that differ from the module's
 * @param deadlock null for false
 * @param coverage null for false
 */
record ModelEntry(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) List<Lane> lanes,
    @JsonProperty(required = true) String sentence,
    Map<String, String> constants,
    String specification,
    List<String> invariants,
    List<String> properties,
    String constraint,
    String view,
    String symmetry,
    Boolean deadlock,
    Boolean coverage,
    Simulation simulation,
    Expectation expect) {

  ModelEntry {
    Names.label("name", name);
    Lane.check(lanes);
    boolean simulated = lanes.contains(Lane.SIMULATION);
    Names.check(
        simulated == (simulation != null),
        "simulation",
        simulated
            ? "is missing; the lane simulation needs {\"depth\": .., \"traces\": ..}"
            : "is of no use without the lane simulation");
  }

  Model in(SpecModule module) {
    Map<String, String> all = constantsIn(module);
    return new Model(
        name,
        module.module(),
        module.rootFor(all),
        lanes,
        sentence,
        all,
        constraint,
        view,
        symmetry,
        Objects.requireNonNullElse(specification, module.specification()),
        Objects.requireNonNullElse(invariants, module.invariants()),
        Objects.requireNonNullElse(properties, module.properties()),
        Boolean.TRUE.equals(deadlock),
        Boolean.TRUE.equals(coverage),
        simulation,
        expect);
  }

  private Map<String, String> constantsIn(SpecModule module) {
    Map<String, String> own = Objects.requireNonNullElse(constants, Map.of());
    own.forEach(
        (key, value) ->
            Names.check(
                module.allows(key, value),
                "constants." + key,
                "is no constant of " + module.module() + "; declare it in the module's own"));
    Map<String, String> all = new LinkedHashMap<>(module.constants());
    all.putAll(own);
    return all;
  }
}
