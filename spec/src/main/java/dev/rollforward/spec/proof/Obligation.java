package dev.rollforward.spec.proof;

import java.util.List;
import java.util.Map;

/**
 * One thing to prove: that premises imply a conclusion.
 *
 * @param lemma the lemma, invariant or property of a step that it is about
 * @param conjunct which conjunct of it, from 1
 * @param action the action, {@link #INIT} for initial states, or {@link #LEMMAS} for what follows
 *     from the lemmas in any state
 * @param branch which alternative of the action, from 1; 0 where there is none
 * @param lemmas premises whose use is told: the conjuncts of each lemma in the state before
 * @param premises other premises: the assumptions, and the guards of the step
 */
record Obligation(
    String lemma,
    int conjunct,
    String action,
    int branch,
    Map<String, List<Term>> lemmas,
    List<Term> premises,
    Term conclusion) {
  static final String INIT = "Init";
  static final String LEMMAS = "the lemmas";

  /** How it is called, for people and in reports. */
  String name() {
    return "%s.%s of %s%s".formatted(lemma, conjunct, action, branch == 0 ? "" : "." + branch);
  }

  /** Whether nothing that the conclusion speaks of has changed, so that it holds as before. */
  boolean trivial() {
    return conclusion.equals(Term.TRUE)
        || (lemmas.containsKey(lemma) && lemmas.get(lemma).contains(conclusion));
  }
}
