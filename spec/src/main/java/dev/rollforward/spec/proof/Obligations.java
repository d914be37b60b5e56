package dev.rollforward.spec.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Splits a module into what has to be proved of it. */
final class Obligations {
  private final ProofModule module;
  private final boolean byWitness;
  private final Map<String, List<Term>> lemmas = new LinkedHashMap<>();

  /**
   * The obligations of a module.
   *
   * @param without a lemma that is left out, or null for none
   */
  Obligations(ProofModule module, String without) {
    this(module, without, true);
  }

  private Obligations(ProofModule module, String without, boolean byWitness) {
    this.module = module;
    this.byWitness = byWitness;
    for (String lemma : module.lemmas().keySet()) {
      if (!lemma.equals(without)) {
        lemmas.put(lemma, module.now(lemma));
      }
    }
  }

  /**
   * The obligations of a module to be refuted: each is what the theorem says, none only a way to
   * prove it.
   */
  static Obligations toRefute(ProofModule module, String without) {
    return new Obligations(module, without, false);
  }

  /** All of them: initial states, what follows from the lemmas, and every lemma by every action. */
  List<Obligation> all() {
    List<Obligation> all = new ArrayList<>();
    lemmas
        .keySet()
        .forEach(
            lemma ->
                add(all, lemma, Obligation.INIT, 0, Map.of(), List.of(), module.initially(lemma)));
    module
        .starts()
        .keySet()
        .forEach(
            name ->
                add(all, name, Obligation.INIT, 0, Map.of(), List.of(), module.initially(name)));
    module
        .invariants()
        .keySet()
        .forEach(name -> add(all, name, Obligation.LEMMAS, 0, lemmas, List.of(), module.now(name)));
    for (Step step : module.steps()) {
      lemmas
          .keySet()
          .forEach(
              lemma ->
                  add(
                      all,
                      lemma,
                      step.action(),
                      step.branch(),
                      lemmas,
                      step.guards(),
                      module.after(step, lemma)));
      module.stepProperties().keySet().forEach(name -> property(all, step, name));
    }
    return all;
  }

  /**
   * A property of a step. Where the module says what the step is, it is proved piece by piece that
   * the step is that, and that this has the property.
   */
  private void property(List<Obligation> all, Step step, String name) {
    Optional<Term> witness = byWitness ? module.witness(step, name) : Optional.empty();
    List<Term> goal = module.over(step, name);
    if (witness.isEmpty()) {
      add(all, name, step.action(), step.branch(), lemmas, step.guards(), goal);
      return;
    }
    List<Term> pieces = Term.split(witness.get());
    add(all, name, step.action(), step.branch(), lemmas, step.guards(), pieces);
    for (Term conclusion : goal) {
      all.add(
          new Obligation(
              name,
              pieces.size() + 1,
              step.action(),
              step.branch(),
              Map.of(),
              List.of(witness.get()),
              conclusion));
    }
  }

  private void add(
      List<Obligation> all,
      String lemma,
      String action,
      int branch,
      Map<String, List<Term>> premises,
      List<Term> guards,
      List<Term> conclusions) {
    List<Term> others = new ArrayList<>(module.axioms());
    others.addAll(guards);
    for (int i = 0; i < conclusions.size(); i++) {
      all.add(new Obligation(lemma, i + 1, action, branch, premises, others, conclusions.get(i)));
    }
  }
}
