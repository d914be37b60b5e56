package dev.rollforward.spec.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A module of the specification that models are made of: a design for the one problem.
 *
 * @param module its name
 * @param design what it models, in one line
 * @param blocks what blocks whom in this design, in one line
 * @param faultModule the module that extends it and defines what faults put in the place of its
 *     operators, or the module itself if it does so; null if no fault does
 * @param constants the default of every constant, in the language of TLC's configuration files
 * @param specification the behaviour formula that a model checks unless it says otherwise
 * @param invariants the invariants that a model checks unless it says otherwise
 * @param properties the temporal properties that a model checks unless it says otherwise
 * @param faultActions the actions that only a fault enables, so that no model need take them
 * @param actors what to call the actor of a step, by the variable whose changed index names it; the
 *     first that changed counts
 */
public record SpecModule(
    String module,
    String design,
    String blocks,
    String faultModule,
    Map<String, String> constants,
    String specification,
    List<String> invariants,
    List<String> properties,
    List<String> faultActions,
    Map<String, String> actors) {

  public SpecModule {
    Names.identifier("module", module);
    Names.sentence("design", design);
    Names.sentence("blocks", blocks);
    Names.optionalIdentifier("faultModule", faultModule);
    constants = Model.checkedConstants("constants", constants);
    Names.identifier("specification", specification);
    Names.identifiers("invariants", invariants);
    Names.identifiers("properties", properties);
    Names.check(Collections.disjoint(invariants, properties), "properties", "repeats an invariant");
    Names.identifiers("faultActions", faultActions);
    invariants = List.copyOf(invariants);
    properties = List.copyOf(properties);
    faultActions = List.copyOf(faultActions);
    actors = checkedActors(actors);
  }

  /**
   * Whether a model or a fault may set {@code name} to {@code value}: a constant, or an operator
   * for which the fault module defines another.
   */
  boolean allows(String name, String value) {
    return constants.containsKey(name) || replaces(name, value);
  }

  private boolean replaces(String name, String value) {
    return !constants.containsKey(name)
        && faultModule != null
        && ConstantValue.isSubstitution(value);
  }

  /** The module that TLC has to read for a fault; it is the module itself, or extends it. */
  public String faultRoot() {
    return Objects.requireNonNullElse(faultModule, module);
  }

  /** The module that TLC has to read for these constants. */
  String rootFor(Map<String, String> values) {
    return values.entrySet().stream().anyMatch(e -> replaces(e.getKey(), e.getValue()))
        ? faultModule
        : module;
  }

  private static Map<String, String> checkedActors(Map<String, String> actors) {
    Names.present("actors", actors);
    actors.forEach(
        (variable, actor) -> {
          Names.identifier("actors", variable);
          Names.sentence("actors." + variable, actor);
        });
    return Collections.unmodifiableMap(new LinkedHashMap<>(actors));
  }
}
