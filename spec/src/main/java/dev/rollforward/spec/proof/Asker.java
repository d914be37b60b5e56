package dev.rollforward.spec.proof;

import java.util.List;
import java.util.Map;

/** A solver that says whether premises imply a conclusion. */
interface Asker extends AutoCloseable {
  /**
   * Whether the premises imply the conclusion.
   *
   * @param named premises whose use is to be told, by name
   * @param others premises whose use is of no interest
   * @param millis how long it may take
   */
  Solver.Answer ask(Map<String, List<Term>> named, List<Term> others, Term conclusion, int millis);

  @Override
  void close();
}
