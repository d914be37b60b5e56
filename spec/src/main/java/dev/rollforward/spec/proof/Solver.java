package dev.rollforward.spec.proof;

import com.microsoft.z3.ArithExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.FuncDecl;
import com.microsoft.z3.IntNum;
import com.microsoft.z3.IntSort;
import com.microsoft.z3.Params;
import com.microsoft.z3.Status;
import com.microsoft.z3.Version;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Asks Z3 whether premises imply a conclusion. For one thread; closes with its context. */
final class Solver implements Asker {
  private final Context context = new Context();
  private final Map<Symbol, FuncDecl<?>> symbols = new HashMap<>();
  private final Map<Term, Expr<?>> known = new HashMap<>();
  private final boolean finite;

  /** A solver about arbitrary sets. */
  Solver() {
    this(false);
  }

  /**
   * A solver.
   *
   * @param finite whether the members of sets are numbers
   */
  Solver(boolean finite) {
    this.finite = finite;
  }

  /** Which Z3 this is. */
  static String version() {
    return Version.getFullVersion();
  }

  /** What came out. */
  enum Result {
    PROVED,
    REFUTED,
    UNKNOWN
  }

  /**
   * An answer.
   *
   * @param used the names of the premises that the proof needed; empty where there is none
   * @param reason what Z3 says of an unknown result
   */
  record Answer(Result result, double seconds, Set<String> used, String reason) {}

  @Override
  public Answer ask(Map<String, List<Term>> named, List<Term> others, Term conclusion, int millis) {
    com.microsoft.z3.Solver solver = context.mkSimpleSolver();
    Params params = context.mkParams();
    params.add("timeout", millis);
    solver.setParameters(params);
    others.forEach(term -> solver.add(formula(term)));
    Map<Expr<?>, String> labels = new LinkedHashMap<>();
    named.forEach(
        (name, terms) -> {
          BoolExpr label = context.mkBoolConst("use " + name);
          labels.put(label, name);
          terms.forEach(term -> solver.add(context.mkImplies(label, formula(term))));
        });
    solver.add(context.mkNot(formula(conclusion)));
    long start = cpu();
    Status status = solver.check(labels.keySet().toArray(new Expr[0]));
    double seconds = (cpu() - start) / 1e9;
    return switch (status) {
      case UNSATISFIABLE -> {
        Set<String> used = new TreeSet<>();
        for (BoolExpr label : solver.getUnsatCore()) {
          used.add(labels.get(label));
        }
        yield new Answer(Result.PROVED, seconds, used, "");
      }
      case SATISFIABLE -> new Answer(Result.REFUTED, seconds, Set.of(), "");
      case UNKNOWN -> new Answer(Result.UNKNOWN, seconds, Set.of(), solver.getReasonUnknown());
    };
  }

  /** A state in which all of these hold, none of which has a quantifier. */
  Optional<GroundState> model(List<Term> demands, Set<Symbol> wanted, Bounds bounds, int millis) {
    com.microsoft.z3.Solver solver = context.mkSolver("QF_UFLIA");
    Params params = context.mkParams();
    params.add("timeout", millis);
    solver.setParameters(params);
    demands.forEach(term -> solver.add(formula(term)));
    Status status = solver.check();
    if (status == Status.UNKNOWN) {
      throw new IllegalStateException(
          "Z3 gave up on a finite problem: " + solver.getReasonUnknown());
    }
    if (status == Status.UNSATISFIABLE) {
      return Optional.empty();
    }
    GroundState state = new GroundState(bounds);
    for (Symbol symbol : wanted) {
      int[] values = state.values(symbol);
      for (int place = 0; place < values.length; place++) {
        Term term =
            new Term.Apply(symbol, Refuter.literals(symbol, state.arguments(symbol, place)));
        Expr<?> value = solver.getModel().eval(expression(term), true);
        values[place] =
            symbol.result().equals(Sort.BOOLEAN)
                ? (value.isTrue() ? 1 : 0)
                : ((IntNum) value).getInt();
      }
    }
    return Optional.of(state);
  }

  /** Of this thread, Z3's work included; on a busy machine the clock says nothing. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private BoolExpr formula(Term term) {
    return (BoolExpr) expression(term);
  }

  private Expr<?> expression(Term term) {
    Expr<?> expression = known.get(term);
    if (expression == null) {
      expression = translate(term);
      known.put(term, expression);
    }
    return expression;
  }

  private Expr<?> translate(Term term) {
    if (term instanceof Term.Literal literal) {
      return literal.sort().equals(Sort.BOOLEAN)
          ? context.mkBool(literal.value() == 1)
          : context.mkInt(literal.value());
    }
    if (term instanceof Term.Bound bound) {
      // Parameters of a step are constants, and may have the same name.
      return context.mkConst("?" + bound.name(), sort(bound.sort()));
    }
    if (term instanceof Term.Apply apply) {
      return context.mkApp(declaration(apply.symbol()), expressions(apply.arguments()));
    }
    if (term instanceof Term.Quantified quantified) {
      Expr<?>[] variables = expressions(List.copyOf(quantified.variables()));
      BoolExpr body = formula(quantified.body());
      return quantified.forAll()
          ? context.mkForall(variables, body, 1, null, null, null, null)
          : context.mkExists(variables, body, 1, null, null, null, null);
    }
    return operation((Term.Operation) term);
  }

  private Expr<?> operation(Term.Operation term) {
    Expr<?>[] args = expressions(term.operands());
    return switch (term.operator()) {
      case AND -> context.mkAnd(booleans(args));
      case OR -> context.mkOr(booleans(args));
      case NOT -> context.mkNot((BoolExpr) args[0]);
      case IMPLIES -> context.mkImplies((BoolExpr) args[0], (BoolExpr) args[1]);
      case EQUAL -> context.mkEq(args[0], args[1]);
      case AT_MOST -> context.mkLe(number(args[0]), number(args[1]));
      case LESS -> context.mkLt(number(args[0]), number(args[1]));
      case PLUS -> context.mkAdd(number(args[0]), number(args[1]));
      case MINUS -> context.mkSub(number(args[0]), number(args[1]));
      case IF -> context.mkITE((BoolExpr) args[0], args[1], args[2]);
    };
  }

  private static BoolExpr[] booleans(Expr<?>[] args) {
    BoolExpr[] all = new BoolExpr[args.length];
    System.arraycopy(args, 0, all, 0, args.length);
    return all;
  }

  @SuppressWarnings("unchecked")
  private static ArithExpr<IntSort> number(Expr<?> expression) {
    return (ArithExpr<IntSort>) expression;
  }

  private Expr<?>[] expressions(List<Term> terms) {
    List<Expr<?>> all = new ArrayList<>();
    terms.forEach(term -> all.add(expression(term)));
    return all.toArray(new Expr<?>[0]);
  }

  private FuncDecl<?> declaration(Symbol symbol) {
    return symbols.computeIfAbsent(
        symbol,
        s ->
            context.mkFuncDecl(
                s.name(),
                s.arguments().stream().map(this::sort).toArray(com.microsoft.z3.Sort[]::new),
                sort(s.result())));
  }

  private com.microsoft.z3.Sort sort(Sort sort) {
    if (sort.equals(Sort.BOOLEAN)) {
      return context.getBoolSort();
    }
    return sort.uninterpreted() && !finite
        ? context.mkUninterpretedSort(sort.name())
        : context.getIntSort();
  }

  @Override
  public void close() {
    context.close();
  }
}
