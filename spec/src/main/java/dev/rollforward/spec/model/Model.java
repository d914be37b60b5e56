package dev.rollforward.spec.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One bounded instance of the specification and what TLC has to check in it.
 *
 * @param name unique among models, faults and scenes; a file name
 * @param module the module that it belongs to
 * @param root the module that TLC reads: {@code module}, or one that extends it and defines what
 *     {@code constants} puts in the place of its operators
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
 * @param coverage whether to count which actions are taken
 * @param simulation how many random behaviours to try instead of all, or null for all
 * @param expect how much the model explores; null only for a model that is never explored whole
 */
public record Model(
    String name,
    String module,
    String root,
    List<Lane> lanes,
    String sentence,
    Map<String, String> constants,
    String constraint,
    String view,
    String symmetry,
    String specification,
    List<String> invariants,
    List<String> properties,
    boolean deadlock,
    boolean coverage,
    Simulation simulation,
    Expectation expect) {

  public Model {
    Names.label("name", name);
    Names.identifier("module", module);
    Names.identifier("root", root);
    Lane.check(lanes);
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
    Names.check(
        expect != null || lanes.equals(List.of(Lane.SIMULATION)),
        "expect",
        "is missing; only a model whose one lane is simulation has none");
    lanes = List.copyOf(lanes);
    constants = checkedConstants("constants", constants);
    invariants = List.copyOf(invariants);
    properties = List.copyOf(properties);
  }

  /** A model that replaces no operator. */
  public Model(
      String name,
      String module,
      List<Lane> lanes,
      String sentence,
      Map<String, String> constants,
      String constraint,
      String view,
      String symmetry,
      String specification,
      List<String> invariants,
      List<String> properties,
      boolean deadlock,
      boolean coverage,
      Simulation simulation,
      Expectation expect) {
    this(
        name,
        module,
        module,
        lanes,
        sentence,
        constants,
        constraint,
        view,
        symmetry,
        specification,
        invariants,
        properties,
        deadlock,
        coverage,
        simulation,
        expect);
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

  /** Whether this model is to be simulated; otherwise every behaviour is checked. */
  public boolean simulated() {
    return simulation != null;
  }

  /** This model, to be checked in a lane: simulated only in the lane of that name. */
  Model in(Lane lane) {
    return lane == Lane.SIMULATION ? this : new Copy().simulation(null).model();
  }

  /** This model, in which a state without a successor is no error. */
  Model withoutDeadlockCheck() {
    return new Copy().deadlock(false).model();
  }

  /** This model with some constants changed and other things to check, in every behaviour. */
  public Model variant(
      String newName,
      Map<String, String> overrides,
      String newSpecification,
      List<String> newInvariants,
      List<String> newProperties) {
    Map<String, String> changed = new LinkedHashMap<>(constants);
    changed.putAll(overrides);
    return new Copy()
        .named(newName, newSpecification, changed)
        .checking(newInvariants, newProperties)
        .coverage(false)
        .simulation(null)
        .model();
  }

  /** This model, read from a module that defines what it replaces. */
  public Model readFrom(String newRoot) {
    return new Copy().root(newRoot).model();
  }

  /**
   * This model, of which only the states are explored that satisfy a predicate, and what leads
   * there through such states alone.
   */
  public Model within(String predicate) {
    Names.check(constraint == null, "constraint", "is there already");
    return new Copy().constraint(predicate).model();
  }

  /** This model, checking one of its properties and nothing else. */
  public Model checkingOnly(String property) {
    List<String> one = List.of(property);
    boolean invariant = invariants.contains(property);
    return new Copy().checking(invariant ? one : List.of(), invariant ? List.of() : one).model();
  }

  /**
   * This model, for workers on several machines: they do not go level by level, so the depth that
   * TLC reports is not that of the graph.
   */
  public Model ofAnyDepth() {
    return expect == null
        ? this
        : new Copy()
            .expect(new Expectation(expect.distinct(), new ExpectedRange(1, Long.MAX_VALUE)))
            .model();
  }

  /** Every invariant and every property. */
  public Set<String> checked() {
    Set<String> all = new LinkedHashSet<>(invariants);
    all.addAll(properties);
    return all;
  }

  /** This model with something changed: the one place that lists all of a model. */
  private final class Copy {
    private String copyName = name;
    private String copyRoot = root;
    private Map<String, String> copyConstants = constants;
    private String copySpecification = specification;
    private List<String> copyInvariants = invariants;
    private List<String> copyProperties = properties;
    private String copyConstraint = constraint;
    private boolean copyDeadlock = deadlock;
    private boolean copyCoverage = coverage;
    private Simulation copySimulation = simulation;
    private Expectation copyExpect = expect;

    Copy named(String newName, String newSpecification, Map<String, String> newConstants) {
      copyName = newName;
      copySpecification = newSpecification;
      copyConstants = newConstants;
      return this;
    }

    Copy root(String newRoot) {
      copyRoot = newRoot;
      return this;
    }

    Copy checking(List<String> newInvariants, List<String> newProperties) {
      copyInvariants = newInvariants;
      copyProperties = newProperties;
      return this;
    }

    Copy constraint(String wanted) {
      copyConstraint = wanted;
      return this;
    }

    Copy deadlock(boolean wanted) {
      copyDeadlock = wanted;
      return this;
    }

    Copy coverage(boolean wanted) {
      copyCoverage = wanted;
      return this;
    }

    Copy simulation(Simulation wanted) {
      copySimulation = wanted;
      return this;
    }

    Copy expect(Expectation wanted) {
      copyExpect = wanted;
      return this;
    }

    Model model() {
      return new Model(
          copyName,
          module,
          copyRoot,
          lanes,
          sentence,
          copyConstants,
          copyConstraint,
          view,
          symmetry,
          copySpecification,
          copyInvariants,
          copyProperties,
          copyDeadlock,
          copyCoverage,
          copySimulation,
          copyExpect);
    }
  }
}
