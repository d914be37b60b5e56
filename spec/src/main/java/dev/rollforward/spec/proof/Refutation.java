package dev.rollforward.spec.proof;

import java.util.List;

/**
 * A counterexample to induction, in the words of the module: a state that has the invariant, and a
 * step that breaks it.
 *
 * @param obligation what it refutes
 * @param sentence what the lemma says in words
 * @param step the action and its parameters
 * @param rows what changes in the step, and what the refuted formula and the guard speak of
 */
public record Refutation(String obligation, String sentence, String step, List<Row> rows) {
  /** Copies the rows. */
  public Refutation {
    rows = List.copyOf(rows);
  }

  /**
   * The value of a variable or constant.
   *
   * @param name with its arguments
   * @param after empty where it is the same
   */
  public record Row(String name, String before, String after) {}
}
