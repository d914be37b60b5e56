package dev.rollforward.spec.proof;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tla2sany.semantic.OpDefNode;

/**
 * The transition system and its invariant, as the module of the proof states them: every step is a
 * guard and what the variables become, every lemma is a list of formulas about any state.
 */
final class ProofModule {
  private final Definitions definitions;
  private final List<Sort> sorts;
  private final Map<String, Symbol> constants;
  private final Map<String, Symbol> variables;
  private final Map<String, Value> state = new HashMap<>();
  private final List<Term> axioms;
  private final Map<String, Value> initial;
  private final List<Step> steps;
  private final Map<String, String> lemmas;
  private final Map<String, String> invariants;
  private final Map<String, String> stepProperties;
  private final Map<String, String> starts;

  ProofModule(Definitions definitions, ModuleParts parts) {
    this.definitions = definitions;
    this.sorts = List.copyOf(parts.sorts());
    this.constants = new LinkedHashMap<>(parts.constants());
    this.variables = new LinkedHashMap<>(parts.variables());
    this.state.putAll(parts.state());
    this.axioms = List.copyOf(parts.axioms());
    this.initial = Map.copyOf(parts.initial());
    this.steps = List.copyOf(parts.steps());
    this.lemmas = new LinkedHashMap<>(parts.lemmas());
    this.invariants = new LinkedHashMap<>(parts.invariants());
    this.stepProperties = new LinkedHashMap<>(parts.stepProperties());
    this.starts = new LinkedHashMap<>(parts.starts());
  }

  /** What a module consists of. */
  record ModuleParts(
      List<Sort> sorts,
      Map<String, Symbol> constants,
      Map<String, Symbol> variables,
      Map<String, Value> state,
      List<Term> axioms,
      Map<String, Value> initial,
      List<Step> steps,
      Map<String, String> lemmas,
      Map<String, String> invariants,
      Map<String, String> stepProperties,
      Map<String, String> starts) {}

  /** The sets that may have any members. */
  List<Sort> sorts() {
    return sorts;
  }

  /** The scenario: who changes what. */
  Map<String, Symbol> constants() {
    return constants;
  }

  Map<String, Symbol> variables() {
    return variables;
  }

  /** What is assumed of scenarios. */
  List<Term> axioms() {
    return axioms;
  }

  /** What every variable is at the start. */
  Map<String, Value> initial() {
    return initial;
  }

  List<Step> steps() {
    return steps;
  }

  /** The lemmas, and what each says in words. */
  Map<String, String> lemmas() {
    return lemmas;
  }

  /** The lemmas that are invariants of the specification too. */
  Set<String> goals() {
    return definitions.goals();
  }

  /** The invariants that follow from the lemmas, and what each says in words. */
  Map<String, String> invariants() {
    return invariants;
  }

  /** The properties of a step, and what each says in words. */
  Map<String, String> stepProperties() {
    return stepProperties;
  }

  /** What holds of initial states only, and what each says in words. */
  Map<String, String> starts() {
    return starts;
  }

  Strings strings() {
    return definitions.strings();
  }

  /** The conjuncts of a definition, in any state. */
  List<Term> now(String name) {
    return definitions.conjuncts(name, Environment.of(state, Map.of()));
  }

  /** The conjuncts of a definition in the initial state. */
  List<Term> initially(String name) {
    return definitions.conjuncts(name, Environment.of(with(initial), Map.of()));
  }

  /** The conjuncts of a definition in the state after the step. */
  List<Term> after(Step step, String name) {
    return definitions.conjuncts(name, Environment.of(with(step.changes()), Map.of()));
  }

  /** The conjuncts of a definition that speaks of the states before and after the step. */
  List<Term> over(Step step, String name) {
    return definitions.conjuncts(name, Environment.of(state, step.changes()));
  }

  /**
   * What a step does to what a property of steps speaks of, where the module says it: {@code
   * RefinesAtomicCommit_Publish} is what Publish is for RefinesAtomicCommit.
   */
  Optional<Term> witness(Step step, String property) {
    Environment env = Environment.of(state, step.changes());
    return definitions.witness(property + "_" + step.action(), step.parameters(), env);
  }

  /** What the names of an instance stand for, one of whose definitions this is. */
  Map<String, Value> substitution(String definition) {
    return definitions.substitution(definition, Environment.of(state, Map.of()));
  }

  /** The value of a variable after a step, for these arguments. */
  Term after(Step step, Symbol variable, List<Term> arguments) {
    Value value = step.changes().getOrDefault(variable.name(), Value.of(variable));
    for (Term argument : arguments) {
      value = ((Value.Map) value).values().apply(argument);
    }
    return ((Value.Scalar) value).term();
  }

  private Map<String, Value> with(Map<String, Value> changes) {
    Map<String, Value> all = new HashMap<>(state);
    all.putAll(changes);
    return all;
  }

  /** The definitions of the module, read by SANY. */
  interface Definitions {
    Strings strings();

    Set<String> goals();

    OpDefNode get(String name);

    List<Term> conjuncts(String name, Environment env);

    /** What the names of an instance stand for, one of whose definitions this is. */
    Map<String, Value> substitution(String definition, Environment env);

    /** A definition whose parameters have the names of these, if there is one. */
    Optional<Term> witness(String name, List<Symbol> parameters, Environment env);
  }
}
