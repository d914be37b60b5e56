package dev.rollforward.spec.proof;

import java.util.List;
import java.util.function.Function;

/** What an expression of the module stands for. */
sealed interface Value {

  /** A single value. */
  record Scalar(Term term) implements Value {}

  /**
   * A function; it need not be written down anywhere, only its value for an argument.
   *
   * @param from what it is a function of
   */
  record Map(Sort from, Function<Term, Value> values) implements Value {}

  /** A set of strings, or of numbers, that are listed. */
  record Listed(List<Term> members) implements Value {}

  /** All values of a sort. */
  record All(Sort sort) implements Value {}

  /** All functions between two sets. */
  record Maps(Sort from, Value to) implements Value {}

  /** The function that a symbol stands for. */
  static Value of(Symbol symbol) {
    return of(symbol, List.of());
  }

  private static Value of(Symbol symbol, List<Term> arguments) {
    if (arguments.size() == symbol.arguments().size()) {
      return new Scalar(new Term.Apply(symbol, arguments));
    }
    return new Map(
        symbol.arguments().get(arguments.size()),
        argument -> {
          List<Term> more = new java.util.ArrayList<>(arguments);
          more.add(argument);
          return of(symbol, more);
        });
  }

  /** One or the other. */
  static Value choose(Term condition, Value then, Value otherwise) {
    if (then instanceof Scalar a && otherwise instanceof Scalar b) {
      return new Scalar(Term.choose(condition, a.term(), b.term()));
    }
    if (then instanceof Map a && otherwise instanceof Map b) {
      return new Map(
          a.from(),
          argument -> choose(condition, a.values().apply(argument), b.values().apply(argument)));
    }
    throw new ProofFormException("the branches of an IF are of different kinds");
  }
}
