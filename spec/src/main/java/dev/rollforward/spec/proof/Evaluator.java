package dev.rollforward.spec.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates formulas on states within bounds. Terms are compiled once, so that tens of thousands of
 * states are a matter of seconds. For one thread.
 */
final class Evaluator {
  private static final int MOST_VARIABLES = 16;

  private final Bounds bounds;
  private final Map<Symbol, Integer> symbols = new HashMap<>();
  private int[][] values = new int[0][];
  private final int[] bound = new int[MOST_VARIABLES];

  Evaluator(Bounds bounds) {
    this.bounds = bounds;
  }

  /** A compiled term: its value in the state that was looked at last; 0 is FALSE, and 1 is TRUE. */
  interface Code {
    int run();

    default boolean holds() {
      return run() == 1;
    }
  }

  /** Compiles a term. */
  Code code(Term term) {
    return compile(term, new HashMap<>());
  }

  /** Lets what was compiled before speak of this state. */
  void look(GroundState state) {
    if (values.length < symbols.size()) {
      values = new int[symbols.size()][];
    }
    symbols.forEach((symbol, index) -> values[index] = state.values(symbol));
  }

  private Code compile(Term term, Map<String, Integer> slots) {
    if (term instanceof Term.Literal literal) {
      int value = literal.value();
      return () -> value;
    }
    if (term instanceof Term.Bound variable) {
      int slot = slots.get(variable.name());
      return () -> bound[slot];
    }
    if (term instanceof Term.Apply apply) {
      return application(apply, slots);
    }
    if (term instanceof Term.Quantified quantified) {
      return quantified(quantified, slots);
    }
    return operation((Term.Operation) term, slots);
  }

  private Code application(Term.Apply apply, Map<String, Integer> slots) {
    int index = symbols.computeIfAbsent(apply.symbol(), s -> symbols.size());
    List<Sort> sorts = apply.symbol().arguments();
    Code[] arguments = codes(apply.arguments(), slots);
    int[] sizes = sorts.stream().mapToInt(bounds::size).toArray();
    return switch (arguments.length) {
      case 0 -> () -> values[index][0];
      case 1 -> () -> values[index][inside(arguments[0].run(), sizes[0], apply)];
      default ->
          () -> {
            int place = 0;
            for (int i = 0; i < arguments.length; i++) {
              place = place * sizes[i] + inside(arguments[i].run(), sizes[i], apply);
            }
            return values[index][place];
          };
    };
  }

  private static int inside(int argument, int size, Term term) {
    if (argument < 0 || argument >= size) {
      throw new ProofFormException("%s asks for %s of %s".formatted(term, argument, size));
    }
    return argument;
  }

  private Code quantified(Term.Quantified term, Map<String, Integer> slots) {
    Map<String, Integer> inner = new HashMap<>(slots);
    List<Integer> own = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (Term.Bound variable : term.variables()) {
      int slot = inner.size();
      inner.put(variable.name(), slot);
      own.add(slot);
      sizes.add(bounds.range(variable.sort()));
    }
    Code code = compile(term.body(), inner);
    int sought = term.forAll() ? 0 : 1;
    for (int i = own.size() - 1; i >= 0; i--) {
      code = loop(code, own.get(i), sizes.get(i), sought);
    }
    return code;
  }

  private Code loop(Code body, int slot, int size, int sought) {
    return () -> {
      for (int i = 0; i < size; i++) {
        bound[slot] = i;
        if (body.run() == sought) {
          return sought;
        }
      }
      return 1 - sought;
    };
  }

  private Code operation(Term.Operation term, Map<String, Integer> slots) {
    Code[] args = codes(term.operands(), slots);
    return switch (term.operator()) {
      case AND -> any(args, 0);
      case OR -> any(args, 1);
      case NOT -> () -> 1 - args[0].run();
      case IMPLIES -> () -> args[0].run() == 0 ? 1 : args[1].run();
      case EQUAL -> () -> args[0].run() == args[1].run() ? 1 : 0;
      case AT_MOST -> () -> args[0].run() <= args[1].run() ? 1 : 0;
      case LESS -> () -> args[0].run() < args[1].run() ? 1 : 0;
      case PLUS -> () -> args[0].run() + args[1].run();
      case MINUS -> () -> args[0].run() - args[1].run();
      case IF -> () -> args[0].run() == 1 ? args[1].run() : args[2].run();
    };
  }

  private static Code any(Code[] args, int sought) {
    return () -> {
      for (Code arg : args) {
        if (arg.run() == sought) {
          return sought;
        }
      }
      return 1 - sought;
    };
  }

  private Code[] codes(List<Term> terms, Map<String, Integer> slots) {
    return terms.stream().map(term -> compile(term, slots)).toArray(Code[]::new);
  }
}
