package dev.rollforward.spec.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tla2sany.semantic.AtNode;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.NumeralNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;

/**
 * Turns the expressions of a module into terms. Definitions are put in, functions are applied, so
 * that what is left are single values: the fragment of TLA+ that first-order logic has too.
 */
final class Expressions {
  /** The contract in the form of the proof. */
  static final String CONTRACT = "AtomicCommitProof";

  private static final Set<String> ARITHMETIC = Set.of("Naturals", "Integers", "Integer");

  private final Strings strings;
  private final Map<String, OpDefNode> overrides;

  /**
   * A reader.
   *
   * @param overrides what is to be read in place of a definition, by its name
   */
  Expressions(Strings strings, Map<String, OpDefNode> overrides) {
    this.strings = strings;
    this.overrides = Map.copyOf(overrides);
  }

  /**
   * The definition that is to be read for this symbol: its own or another. The contract has names
   * of its own, and no faults.
   */
  OpDefNode definition(OpDefNode operator) {
    return moduleOf(operator).equals(CONTRACT)
        ? operator
        : overrides.getOrDefault(operator.getName().toString(), operator);
  }

  private static String moduleOf(OpDefNode operator) {
    return operator.getOriginallyDefinedInModuleNode().getName().toString();
  }

  Term term(SemanticNode node, Environment env) {
    if (value(node, env) instanceof Value.Scalar scalar) {
      return scalar.term();
    }
    throw unreadable(node, "is not a single value");
  }

  Value value(SemanticNode node, Environment env) {
    if (node instanceof OpApplNode application) {
      return applied(application, env);
    }
    if (node instanceof NumeralNode numeral) {
      return new Value.Scalar(Term.number(numeral.val()));
    }
    if (node instanceof StringNode string) {
      return new Value.Scalar(strings.of(string.getRep().toString()));
    }
    if (node instanceof LetInNode let) {
      return value(let.getBody(), env);
    }
    if (node instanceof AtNode at) {
      return env.get(at.getExceptComponentRef());
    }
    if (node instanceof SubstInNode instance) {
      return value(instance.getBody(), instance(instance, env));
    }
    throw unreadable(node, "is no expression that can be read here");
  }

  private Value applied(OpApplNode node, Environment env) {
    SymbolNode operator = node.getOperator();
    if (operator instanceof OpDeclNode) {
      return env.get(operator.getName().toString());
    }
    if (operator instanceof FormalParamNode) {
      return env.get(operator);
    }
    if (operator instanceof OpDefNode definition) {
      if (definition.getKind() == tla2sany.semantic.ASTConstants.BuiltInKind) {
        return builtIn(node, env);
      }
      if (ARITHMETIC.contains(moduleOf(definition))) {
        return arithmetic(node, env);
      }
      OpDefNode meant = definition(definition);
      return value(meant.getBody(), bind(meant, node, env));
    }
    throw unreadable(node, "applies something that cannot be read here");
  }

  /** The environment of a definition of an instance: what its names stand for, before and after. */
  Environment instance(SubstInNode instance, Environment env) {
    return env.instance(substitution(instance, env), substitution(instance, env.primed()));
  }

  /** What the names of an instance stand for. */
  Map<String, Value> substitution(SubstInNode instance, Environment env) {
    Map<String, Value> values = new HashMap<>();
    for (Subst substitution : instance.getSubsts()) {
      values.put(substitution.getOp().getName().toString(), value(substitution.getExpr(), env));
    }
    return values;
  }

  /** The environment inside of a definition. */
  Environment bind(OpDefNode definition, OpApplNode call, Environment env) {
    Environment inner = env;
    FormalParamNode[] parameters = definition.getParams();
    for (int i = 0; i < parameters.length; i++) {
      inner = inner.with(parameters[i], value(call.getArgs()[i], env));
    }
    return inner;
  }

  private Value arithmetic(OpApplNode node, Environment env) {
    String name = node.getOperator().getName().toString();
    if (name.equals("Int") || name.equals("Nat")) {
      return new Value.All(Sort.INTEGER);
    }
    Term left = term(node.getArgs()[0], env);
    if (name.equals("-.")) {
      return new Value.Scalar(Term.arithmetic(Term.Operator.MINUS, Term.number(0), left));
    }
    Term right = term(node.getArgs()[1], env);
    return new Value.Scalar(
        switch (name) {
          case "+" -> Term.arithmetic(Term.Operator.PLUS, left, right);
          case "-" -> Term.arithmetic(Term.Operator.MINUS, left, right);
          case "<" -> Term.compare(Term.Operator.LESS, left, right);
          case ">" -> Term.compare(Term.Operator.LESS, right, left);
          case "\\leq" -> Term.compare(Term.Operator.AT_MOST, left, right);
          case "\\geq" -> Term.compare(Term.Operator.AT_MOST, right, left);
          default -> throw unreadable(node, "uses " + name);
        });
  }

  private Value builtIn(OpApplNode node, Environment env) {
    ExprOrOpArgNode[] args = node.getArgs();
    String name = node.getOperator().getName().toString();
    return switch (name) {
      case "TRUE", "FALSE" -> new Value.Scalar(Term.of(name.equals("TRUE")));
      case "BOOLEAN" -> new Value.All(Sort.BOOLEAN);
      case "$ConjList", "\\land" -> new Value.Scalar(Term.and(terms(args, env)));
      case "$DisjList", "\\lor" -> new Value.Scalar(Term.or(terms(args, env)));
      case "\\lnot" -> new Value.Scalar(Term.not(term(args[0], env)));
      case "=>" -> new Value.Scalar(Term.implies(term(args[0], env), term(args[1], env)));
      case "\\equiv", "=" -> new Value.Scalar(same(value(args[0], env), value(args[1], env), env));
      case "/=" -> new Value.Scalar(Term.not(same(value(args[0], env), value(args[1], env), env)));
      case "UNCHANGED" -> new Value.Scalar(unchanged(args[0], env));
      case "\\in" -> new Value.Scalar(member(node, env));
      case "\\notin" -> new Value.Scalar(Term.not(member(node, env)));
      case "$IfThenElse" ->
          Value.choose(term(args[0], env), value(args[1], env), value(args[2], env));
      case "$BoundedForall", "$BoundedExists" -> quantified(node, env);
      case "$FcnApply" -> function(args[0], env).values().apply(term(args[1], env));
      case "$FcnConstructor" -> constructed(node, env);
      case "$Except" -> except(node, env);
      case "$SetEnumerate" -> new Value.Listed(terms(args, env));
      case "\\cup", "\\union" -> union(args, env);
      case "$SetOfFcns" -> new Value.Maps(sort(args[0], env), value(args[1], env));
      case "'" -> value(args[0], env.primed());
      default -> throw unreadable(node, "uses " + name);
    };
  }

  /** Equality; two functions are the same if they are so for every argument. */
  private static Term same(Value left, Value right, Environment env) {
    if (left instanceof Value.Scalar a && right instanceof Value.Scalar b) {
      return Term.equal(a.term(), b.term());
    }
    if (left instanceof Value.Map a && right instanceof Value.Map b && a.from().equals(b.from())) {
      Term.Bound argument = new Term.Bound(env.free("x"), a.from());
      Term body =
          same(a.values().apply(argument), b.values().apply(argument), env.inside(argument.name()));
      return Term.quantify(true, List.of(argument), body);
    }
    throw new ProofFormException("an equation is between values of different kinds");
  }

  private Term unchanged(SemanticNode node, Environment env) {
    OpApplNode application = (OpApplNode) node;
    SymbolNode operator = application.getOperator();
    if (operator instanceof OpDefNode definition) {
      SemanticNode[] parts =
          definition.getKind() == tla2sany.semantic.ASTConstants.BuiltInKind
              ? application.getArgs()
              : new SemanticNode[] {definition(definition).getBody()};
      if (parts.length == 1 && parts[0] instanceof SubstInNode instance) {
        return unchanged(instance.getBody(), instance(instance, env));
      }
      return Term.and(Arrays.stream(parts).map(part -> unchanged(part, env)).toList());
    }
    return same(value(node, env), value(node, env.primed()), env);
  }

  private Value.Map function(SemanticNode node, Environment env) {
    if (value(node, env) instanceof Value.Map map) {
      return map;
    }
    throw unreadable(node, "is not a function");
  }

  private List<Term> terms(ExprOrOpArgNode[] nodes, Environment env) {
    return Arrays.stream(nodes).map(node -> term(node, env)).toList();
  }

  private Value union(ExprOrOpArgNode[] args, Environment env) {
    List<Term> members = new ArrayList<>();
    for (ExprOrOpArgNode arg : args) {
      if (!(value(arg, env) instanceof Value.Listed set)) {
        throw unreadable(arg, "is not a set whose members are listed");
      }
      members.addAll(set.members());
    }
    return new Value.Listed(members);
  }

  private Term member(OpApplNode node, Environment env) {
    Value set = value(node.getArgs()[1], env);
    if (set instanceof Value.Maps maps) {
      return memberOf(function(node.getArgs()[0], env), maps, env);
    }
    return memberOf(new Value.Scalar(term(node.getArgs()[0], env)), set, env);
  }

  private Term memberOf(Value value, Value set, Environment env) {
    if (set instanceof Value.Maps maps && value instanceof Value.Map map) {
      Term.Bound argument = new Term.Bound(env.free("x"), maps.from());
      Term body = memberOf(map.values().apply(argument), maps.to(), env.inside(argument.name()));
      return Term.quantify(true, List.of(argument), body);
    }
    Term element = ((Value.Scalar) value).term();
    if (set instanceof Value.Listed listed) {
      return Term.or(listed.members().stream().map(m -> Term.equal(element, m)).toList());
    }
    if (set instanceof Value.All all && all.sort().equals(element.sort())) {
      return Term.TRUE;
    }
    throw new ProofFormException(element + " cannot be a member of this set");
  }

  private Sort sort(SemanticNode node, Environment env) {
    if (value(node, env) instanceof Value.All all) {
      return all.sort();
    }
    throw unreadable(node, "is not one of the sets that the module is about");
  }

  private Value quantified(OpApplNode node, Environment env) {
    List<Term.Bound> variables = new ArrayList<>();
    Environment inner = env;
    for (int i = 0; i < node.getBdedQuantBounds().length; i++) {
      Sort sort = sort(node.getBdedQuantBounds()[i], env);
      for (FormalParamNode symbol : node.getBdedQuantSymbolLists()[i]) {
        Term.Bound variable = new Term.Bound(inner.free(symbol.getName().toString()), sort);
        variables.add(variable);
        inner = inner.inside(variable.name()).with(symbol, new Value.Scalar(variable));
      }
    }
    boolean forAll = node.getOperator().getName().toString().equals("$BoundedForall");
    return new Value.Scalar(Term.quantify(forAll, variables, term(node.getArgs()[0], inner)));
  }

  private Value constructed(OpApplNode node, Environment env) {
    FormalParamNode parameter = node.getBdedQuantSymbolLists()[0][0];
    return new Value.Map(
        sort(node.getBdedQuantBounds()[0], env),
        argument -> value(node.getArgs()[0], env.with(parameter, new Value.Scalar(argument))));
  }

  private Value except(OpApplNode node, Environment env) {
    Value value = value(node.getArgs()[0], env);
    for (int i = 1; i < node.getArgs().length; i++) {
      OpApplNode pair = (OpApplNode) node.getArgs()[i];
      List<Term> path = terms(((OpApplNode) pair.getArgs()[0]).getArgs(), env);
      ExprOrOpArgNode replacement = pair.getArgs()[1];
      value = replaced(value, path, old -> value(replacement, env.with(pair, old)));
    }
    return value;
  }

  private static Value replaced(Value value, List<Term> path, Function<Value, Value> replacement) {
    if (path.isEmpty()) {
      return replacement.apply(value);
    }
    Value.Map map = (Value.Map) value;
    Term at = path.get(0);
    Value changed = replaced(map.values().apply(at), path.subList(1, path.size()), replacement);
    return new Value.Map(
        map.from(),
        argument -> Value.choose(Term.equal(argument, at), changed, map.values().apply(argument)));
  }

  static ProofFormException unreadable(SemanticNode node, String why) {
    String text =
        node instanceof ExprNode expression ? expression.getTreeNode().getHumanReadableImage() : "";
    return new ProofFormException(
        node.getLocation()
            + ": this "
            + why
            + ": "
            + text.lines().collect(Collectors.joining(" ")));
  }
}
