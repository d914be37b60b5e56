package dev.rollforward.spec.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;

/**
 * Takes actions apart: an action is the alternatives that its IFs leave, each a guard and changes.
 */
final class Actions {
  private final Expressions expressions;
  private final Set<String> variables;

  Actions(Expressions expressions, Set<String> variables) {
    this.expressions = expressions;
    this.variables = new TreeSet<>(variables);
  }

  private record Part(List<Term> guards, Map<String, Value> changes) {
    static final Part NOTHING = new Part(List.of(), Map.of());

    Part and(Part other, SemanticNode node) {
      List<Term> guards = new ArrayList<>(this.guards);
      guards.addAll(other.guards);
      Map<String, Value> changes = new HashMap<>(this.changes);
      other.changes.forEach(
          (name, value) -> {
            if (changes.put(name, value) != null) {
              throw Expressions.unreadable(node, "says twice what " + name + " becomes");
            }
          });
      return new Part(guards, changes);
    }
  }

  /** The alternatives of an action; every variable has to be said of, in each. */
  List<Step> steps(String name, ExprNode body, List<Symbol> parameters, Environment env) {
    List<Step> steps = new ArrayList<>();
    for (Part part : parts(body, env)) {
      Set<String> missing = new TreeSet<>(variables);
      missing.removeAll(part.changes().keySet());
      if (!missing.isEmpty()) {
        throw new ProofFormException(name + " does not say what becomes of " + missing);
      }
      if (isContradictory(part.guards())) {
        continue;
      }
      Map<String, Value> changes = new HashMap<>(part.changes());
      changes.values().removeIf(value -> value == UNCHANGED);
      steps.add(new Step(name, steps.size() + 1, parameters, part.guards(), changes));
    }
    return steps;
  }

  /** An alternative that never comes up, such as an IF whose condition was asked for before. */
  private static boolean isContradictory(List<Term> guards) {
    return guards.stream()
        .anyMatch(guard -> guard.equals(Term.FALSE) || guards.contains(Term.not(guard)));
  }

  private static final Value UNCHANGED = new Value.Listed(List.of());

  private List<Part> parts(SemanticNode node, Environment env) {
    if (node instanceof LetInNode let) {
      return parts(let.getBody(), env);
    }
    if (!(node instanceof OpApplNode application)
        || application.getLevel() < LevelConstants.ActionLevel) {
      return List.of(new Part(guard(node, env), Map.of()));
    }
    if (application.getOperator() instanceof OpDefNode definition
        && definition.getKind() != ASTConstants.BuiltInKind) {
      OpDefNode meant = expressions.definition(definition);
      return parts(meant.getBody(), expressions.bind(meant, application, env));
    }
    SemanticNode[] args = application.getArgs();
    switch (application.getOperator().getName().toString()) {
      case "$ConjList", "\\land" -> {
        List<Part> parts = List.of(Part.NOTHING);
        for (SemanticNode arg : args) {
          parts = product(parts, parts(arg, env), arg);
        }
        return parts;
      }
      case "$DisjList", "\\lor" -> {
        List<Part> parts = new ArrayList<>();
        for (SemanticNode arg : args) {
          parts.addAll(parts(arg, env));
        }
        return parts;
      }
      case "$IfThenElse" -> {
        Term condition = expressions.term(args[0], env);
        Part yes = new Part(conjuncts(condition), Map.of());
        Part no = new Part(conjuncts(Term.not(condition)), Map.of());
        List<Part> parts = new ArrayList<>(product(List.of(yes), parts(args[1], env), node));
        parts.addAll(product(List.of(no), parts(args[2], env), node));
        return parts;
      }
      case "=" -> {
        return List.of(new Part(List.of(), assignment(application, env)));
      }
      case "UNCHANGED" -> {
        Map<String, Value> same = new HashMap<>();
        unchanged(args[0], same);
        return List.of(new Part(List.of(), same));
      }
      default ->
          throw Expressions.unreadable(node, "is no part of an action that can be read here");
    }
  }

  private List<Term> guard(SemanticNode node, Environment env) {
    return conjuncts(expressions.term(node, env));
  }

  private static List<Term> conjuncts(Term guard) {
    if (guard.equals(Term.TRUE)) {
      return List.of();
    }
    return guard instanceof Term.Operation operation && operation.operator() == Term.Operator.AND
        ? operation.operands()
        : List.of(guard);
  }

  private static List<Part> product(List<Part> left, List<Part> right, SemanticNode node) {
    List<Part> all = new ArrayList<>();
    left.forEach(a -> right.forEach(b -> all.add(a.and(b, node))));
    return all;
  }

  private Map<String, Value> assignment(OpApplNode node, Environment env) {
    if (node.getArgs()[0] instanceof OpApplNode primed
        && primed.getOperator().getName().toString().equals("'")
        && primed.getArgs()[0] instanceof OpApplNode variable
        && variable.getOperator() instanceof OpDeclNode) {
      return Map.of(
          variable.getOperator().getName().toString(), expressions.value(node.getArgs()[1], env));
    }
    throw Expressions.unreadable(node, "does not say what a variable becomes");
  }

  private void unchanged(SemanticNode node, Map<String, Value> same) {
    OpApplNode application = (OpApplNode) node;
    if (application.getOperator() instanceof OpDeclNode variable) {
      same.put(variable.getName().toString(), UNCHANGED);
    } else if (application.getOperator() instanceof OpDefNode definition
        && definition.getKind() != ASTConstants.BuiltInKind) {
      unchanged(expressions.definition(definition).getBody(), same);
    } else {
      for (SemanticNode arg : application.getArgs()) {
        unchanged(arg, same);
      }
    }
  }
}
