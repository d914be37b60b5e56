package dev.rollforward.spec.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for states within small bounds: counterexamples to obligations, and states from which a
 * step can be taken at all. Where there is none within the bounds, that proves nothing. What it
 * finds is evaluated again, without Z3. For one thread.
 */
final class Refuter implements AutoCloseable {
  /** Small ones first, so that what is found is easy to read. */
  private static final int[][] SIZES = {{1, 1, 1}, {2, 1, 1}, {2, 2, 1}, {2, 2, 2}, {3, 2, 1}};

  /** Numbers are at most 4 + 2 + 1 where a lemma names the version after the last of a commit. */
  private static final int VERSIONS = 10;

  /** How large numbers may be, so that what is found is small and stays within the versions. */
  private static final int MOST = 4;

  private static final Map<String, Integer> MOST_OF =
      Map.of(
          "CommitsOf",
          2,
          "landed",
          2,
          "wdone",
          2,
          "commitSent",
          2,
          "auditCount",
          2,
          "stray",
          VERSIONS - 3,
          "res",
          VERSIONS - 1);

  private static final int MILLIS = 60_000;

  private final ProofModule module;
  private final Map<Integer, Finite> finite = new HashMap<>();

  Refuter(ProofModule module) {
    this.module = module;
  }

  /** The bounds of one size, and Z3 with what it has been told about them. */
  private static final class Finite {
    private final Bounds bounds;
    private final Expansion expansion;
    private final Solver solver = new Solver(true);
    private final Map<Term, Term> expanded = new HashMap<>();

    Finite(Bounds bounds) {
      this.bounds = bounds;
      this.expansion = new Expansion(bounds);
    }

    Term expand(Term term) {
      return expanded.computeIfAbsent(term, expansion::of);
    }
  }

  private Finite finite(int size) {
    return finite.computeIfAbsent(
        size,
        index -> {
          int[] sizes = SIZES[index];
          return new Finite(
              new Bounds(
                  Map.of(
                      "Ops", sizes[0],
                      "Tables", sizes[1],
                      "Sweeps", sizes[2],
                      "Names", sizes[1],
                      "Sources", 1),
                  VERSIONS,
                  module.strings().size()));
        });
  }

  /** A counterexample to one of the obligations, as small as there is one. */
  Optional<Counterexample> refute(List<Obligation> obligations, int sizes) {
    for (int size = 0; size < Math.min(sizes, SIZES.length); size++) {
      for (Obligation obligation : obligations) {
        Optional<Counterexample> found = refute(obligation, size);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  static int sizes() {
    return SIZES.length;
  }

  private Optional<Counterexample> refute(Obligation obligation, int size) {
    List<Term> demands = new ArrayList<>(obligation.premises());
    obligation.lemmas().values().forEach(demands::addAll);
    demands.add(Term.not(obligation.conclusion()));
    Optional<Step> step = step(obligation);
    return state(demands, step, size)
        .map(before -> new Counterexample(obligation, before, after(step, before)));
  }

  private Optional<Step> step(Obligation obligation) {
    return module.steps().stream()
        .filter(s -> s.action().equals(obligation.action()) && s.branch() == obligation.branch())
        .findFirst();
  }

  /** A state that has all lemmas and from which the step can be taken. */
  Optional<GroundState> enabled(Step step) {
    List<Term> demands = new ArrayList<>(module.axioms());
    module.lemmas().keySet().forEach(lemma -> demands.addAll(module.now(lemma)));
    demands.addAll(step.guards());
    for (int size = 0; size < SIZES.length; size++) {
      Optional<GroundState> found = state(demands, Optional.of(step), size);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<GroundState> state(List<Term> demands, Optional<Step> step, int size) {
    Finite at = finite(size);
    Set<Symbol> symbols = new LinkedHashSet<>(module.constants().values());
    symbols.addAll(module.variables().values());
    step.ifPresent(s -> symbols.addAll(s.parameters()));
    List<Term> ground = new ArrayList<>();
    demands.forEach(term -> ground.add(at.expand(term)));
    ground.addAll(ranges(symbols, at.bounds));
    Optional<GroundState> found = at.solver.model(ground, symbols, at.bounds, MILLIS);
    found.ifPresent(
        state -> {
          Evaluator evaluator = new Evaluator(at.bounds);
          for (Term demand : demands) {
            Evaluator.Code code = evaluator.code(demand);
            evaluator.look(state);
            if (!code.holds()) {
              throw new IllegalStateException("Z3 gave a state in which " + demand + " is false");
            }
          }
        });
    return found;
  }

  /** Elements of sets and strings are numbers here, and have to be among those there are. */
  private static List<Term> ranges(Set<Symbol> symbols, Bounds bounds) {
    GroundState shape = new GroundState(bounds);
    List<Term> ranges = new ArrayList<>();
    for (Symbol symbol : symbols) {
      for (int place = 0; place < bounds.places(symbol); place++) {
        Term value = new Term.Apply(symbol, literals(symbol, shape.arguments(symbol, place)));
        if (!symbol.result().equals(Sort.BOOLEAN)) {
          int most =
              symbol.result().equals(Sort.INTEGER)
                  ? MOST_OF.getOrDefault(symbol.name(), MOST)
                  : bounds.size(symbol.result()) - 1;
          ranges.add(Term.compare(Term.Operator.AT_MOST, Term.number(0), value));
          ranges.add(Term.compare(Term.Operator.AT_MOST, value, Term.number(most)));
        }
      }
    }
    return ranges;
  }

  static List<Term> literals(Symbol symbol, int[] arguments) {
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      terms.add(new Term.Literal(symbol.arguments().get(i), arguments[i]));
    }
    return terms;
  }

  private GroundState after(Optional<Step> step, GroundState before) {
    if (step.isEmpty()) {
      return before;
    }
    GroundState after = new GroundState(before.bounds());
    Evaluator evaluator = new Evaluator(before.bounds());
    for (Symbol variable : module.variables().values()) {
      int[] values = after.values(variable);
      for (int place = 0; place < values.length; place++) {
        Evaluator.Code code =
            evaluator.code(
                module.after(
                    step.get(), variable, literals(variable, after.arguments(variable, place))));
        evaluator.look(before);
        values[place] = code.run();
      }
    }
    for (Symbol constant : module.constants().values()) {
      int[] values = before.values(constant);
      System.arraycopy(values, 0, after.values(constant), 0, values.length);
    }
    for (Symbol parameter : step.get().parameters()) {
      int[] values = before.values(parameter);
      System.arraycopy(values, 0, after.values(parameter), 0, values.length);
    }
    return after;
  }

  @Override
  public void close() {
    finite.values().forEach(at -> at.solver.close());
  }
}
