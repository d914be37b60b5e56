package dev.rollforward.spec.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Splits a module into what has to be proved of it. */
final class Obligations {
  private final ProofModule module;
  private final Map<String, List<Term>> lemmas = new LinkedHashMap<>();

  /**
   * The obligations of a module.
   *
   * @param without a lemma that is left out, or null for none
   */
  Obligations(ProofModule module, String without) {
    this.module = module;
    for (String lemma : module.lemmas().keySet()) {
      if (!lemma.equals(without)) {
        lemmas.put(lemma, module.now(lemma));
      }
    }
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
      module
          .stepProperties()
          .keySet()
          .forEach(
              name ->
                  add(
                      all,
                      name,
                      step.action(),
                      step.branch(),
                      lemmas,
                      step.guards(),
                      module.over(step, name)));
    }
    return all;
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
