package dev.rollforward.spec.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes quantifiers out for sets of a few members, so that no quantifier is left. */
final class Expansion {
  private final Bounds bounds;

  Expansion(Bounds bounds) {
    this.bounds = bounds;
  }

  Term of(Term term) {
    return of(term, Map.of());
  }

  /** What a formula says of each member. */
  List<Term> instances(Term.Quantified term) {
    List<Term> instances = new ArrayList<>();
    instances(term, 0, Map.of(), instances);
    return instances;
  }

  private Term of(Term term, Map<String, Term> values) {
    if (term instanceof Term.Literal) {
      return term;
    }
    if (term instanceof Term.Bound variable) {
      return values.get(variable.name());
    }
    if (term instanceof Term.Apply apply) {
      return new Term.Apply(apply.symbol(), all(apply.arguments(), values));
    }
    if (term instanceof Term.Quantified quantified) {
      List<Term> instances = new ArrayList<>();
      instances(quantified, 0, values, instances);
      return quantified.forAll() ? Term.and(instances) : Term.or(instances);
    }
    Term.Operation operation = (Term.Operation) term;
    List<Term> operands = all(operation.operands(), values);
    return switch (operation.operator()) {
      case AND -> Term.and(operands);
      case OR -> Term.or(operands);
      case NOT -> Term.not(operands.get(0));
      case IMPLIES -> Term.implies(operands.get(0), operands.get(1));
      case EQUAL -> Term.equal(operands.get(0), operands.get(1));
      case AT_MOST, LESS -> Term.compare(operation.operator(), operands.get(0), operands.get(1));
      case PLUS, MINUS -> Term.arithmetic(operation.operator(), operands.get(0), operands.get(1));
      case IF -> Term.choose(operands.get(0), operands.get(1), operands.get(2));
    };
  }

  private List<Term> all(List<Term> terms, Map<String, Term> values) {
    return terms.stream().map(term -> of(term, values)).toList();
  }

  private void instances(
      Term.Quantified term, int variable, Map<String, Term> values, List<Term> instances) {
    if (variable == term.variables().size()) {
      instances.add(of(term.body(), values));
      return;
    }
    Term.Bound bound = term.variables().get(variable);
    for (int i = 0; i < bounds.range(bound.sort()); i++) {
      Map<String, Term> more = new HashMap<>(values);
      more.put(bound.name(), new Term.Literal(bound.sort(), i));
      instances(term, variable + 1, more, instances);
    }
  }
}
