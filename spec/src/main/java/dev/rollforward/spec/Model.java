package dev.rollforward.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One bounded instance of the specification and what TLC has to check in it.
 *
 * @param name unique among models and faults; a file name
 * @param module the module that TLC reads
 * @param lanes the lanes that check this model
 * @param sentence the bounds in words
 * @param constants the value of every constant, in the language of TLC's configuration files
 * @param constraint the state constraint, or null
 * @param view the view, or null
 * @param symmetry the symmetry set, or null; for safety only
 * @param specification the name of the behaviour formula
 * @param invariants state predicates that hold in every reachable state
 * @param properties temporal formulas: action properties, refinements, liveness
 * @param deadlock whether a state without a successor is an error
 * @param expect how much the model explores
 */
public record Model(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String module,
    @JsonProperty(required = true) List<Lane> lanes,
    @JsonProperty(required = true) String sentence,
    @JsonProperty(required = true) Map<String, String> constants,
    String constraint,
    String view,
    String symmetry,
    @JsonProperty(required = true) String specification,
    @JsonProperty(required = true) List<String> invariants,
    @JsonProperty(required = true) List<String> properties,
    @JsonProperty(required = true) boolean deadlock,
    @JsonProperty(required = true) Expectation expect) {

  public Model {
    Names.label("name", name);
    Names.identifier("module", module);
    Names.distinct("lanes", lanes);
    Names.check(!lanes.isEmpty(), "lanes", "is empty");
    Names.sentence("sentence", sentence);
    Names.optionalIdentifier("constraint", constraint);
    Names.optionalIdentifier("view", view);
    Names.optionalIdentifier("symmetry", symmetry);
    Names.identifier("specification", specification);
    Names.identifiers("invariants", invariants);
    Names.identifiers("properties", properties);
    Names.check(
        !invariants.isEmpty() || !properties.isEmpty(), "invariants", "this model checks nothing");
    Names.check(Collections.disjoint(invariants, properties), "properties", "repeats an invariant");
    Names.present("expect", expect);
    lanes = List.copyOf(lanes);
    constants = checkedConstants("constants", constants);
    invariants = List.copyOf(invariants);
    properties = List.copyOf(properties);
  }

  static Map<String, String> checkedConstants(String field, Map<String, String> constants) {
    Names.present(field, constants);
    constants.forEach(
        (key, value) -> {
          Names.identifier(field, key);
          Names.present(field + "." + key, value);
          ConstantValue.check(field + "." + key, value);
        });
    return Collections.unmodifiableMap(new LinkedHashMap<>(constants));
  }

  /** This model with some constants changed and other things to check. */
  Model variant(
      String newName,
      Map<String, String> overrides,
      List<String> newInvariants,
      List<String> newProperties) {
    Map<String, String> changed = new LinkedHashMap<>(constants);
    changed.putAll(overrides);
    return new Model(
        newName,
        module,
        lanes,
        sentence,
        changed,
        constraint,
        view,
        symmetry,
        specification,
        newInvariants,
        newProperties,
        deadlock,
        expect);
  }

  /** This model, checking one of its properties and nothing else. */
  Model checkingOnly(String property) {
    boolean invariant = invariants.contains(property);
    return variant(
        name,
        Map.of(),
        invariant ? List.of(property) : List.of(),
        invariant ? List.of() : List.of(property));
  }

  /** Every invariant and every property. */
  Set<String> checked() {
    Set<String> all = new LinkedHashSet<>(invariants);
    all.addAll(properties);
    return all;
  }
}
