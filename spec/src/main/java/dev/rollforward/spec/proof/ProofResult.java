package dev.rollforward.spec.proof;

import java.util.Set;

/**
 * What came of one obligation.
 *
 * @param lemma the lemma, invariant or property of a step that it is about
 * @param conjunct which conjunct of it, from 1
 * @param action the action, or {@code Init}, or {@code the lemmas}
 * @param branch which alternative of the action, from 1; 0 where there is none
 * @param seconds of processor time that it took, also where it was kept from an earlier run
 * @param needed the lemmas that the proof used
 * @param kept whether the result is that of an earlier run on the same formulas
 * @param reason why it is unknown, in Z3's words
 */
public record ProofResult(
    String lemma,
    int conjunct,
    String action,
    int branch,
    Verdict verdict,
    double seconds,
    Set<String> needed,
    boolean kept,
    String reason) {
  /** Copies the set. */
  public ProofResult {
    needed = Set.copyOf(needed);
  }

  /** How an obligation came out. */
  public enum Verdict {
    /** It is a theorem. */
    PROVED,
    /** Nothing that it speaks of changes in the step. */
    UNCHANGED,
    /** It is false: there is a counterexample to induction. */
    REFUTED,
    /** Z3 found neither a proof nor a counterexample within the limit. */
    UNKNOWN
  }

  /** Whether it is proved, by Z3 or because nothing changes. */
  public boolean holds() {
    return verdict == Verdict.PROVED || verdict == Verdict.UNCHANGED;
  }

  /** How it is called. */
  public String name() {
    return "%s.%s of %s%s".formatted(lemma, conjunct, action, branch == 0 ? "" : "." + branch);
  }
}
