package dev.rollforward.spec.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A formula or value of first-order logic with integers. Terms are simplified where that is
 * obvious, so that a formula about what a step does not change stays the same formula.
 */
sealed interface Term {
  Term TRUE = new Literal(Sort.BOOLEAN, 1);
  Term FALSE = new Literal(Sort.BOOLEAN, 0);

  Sort sort();

  /** A number, a truth value (0 or 1), or the number of a string. */
  record Literal(Sort sort, int value) implements Term {
    @Override
    public String toString() {
      return sort.equals(Sort.BOOLEAN) ? (value == 1 ? "TRUE" : "FALSE") : Integer.toString(value);
    }
  }

  /** A variable that a quantifier binds. */
  record Bound(String name, Sort sort) implements Term {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The value of a symbol for these arguments. */
  record Apply(Symbol symbol, List<Term> arguments) implements Term {
    public Apply {
      arguments = List.copyOf(arguments);
    }

    @Override
    public Sort sort() {
      return symbol.result();
    }

    @Override
    public String toString() {
      return symbol + arguments.stream().map(a -> "[" + a + "]").collect(Collectors.joining());
    }
  }

  /** An operator of logic or arithmetic. */
  enum Operator {
    AND("/\\"),
    OR("\\/"),
    NOT("~"),
    IMPLIES("=>"),
    EQUAL("="),
    AT_MOST("<="),
    LESS("<"),
    PLUS("+"),
    MINUS("-"),
    IF("IF");

    private final String text;

    Operator(String text) {
      this.text = text;
    }
  }

  /** An operator and its operands. */
  record Operation(Operator operator, List<Term> operands) implements Term {
    public Operation {
      operands = List.copyOf(operands);
    }

    @Override
    public Sort sort() {
      return switch (operator) {
        case PLUS, MINUS -> Sort.INTEGER;
        case IF -> operands.get(1).sort();
        default -> Sort.BOOLEAN;
      };
    }

    @Override
    public String toString() {
      return switch (operator) {
        case NOT -> "~" + operands.get(0);
        case IF -> "(IF %s THEN %s ELSE %s)".formatted(operands.toArray());
        default ->
            operands.stream()
                .map(Term::toString)
                .collect(Collectors.joining(" " + operator.text + " ", "(", ")"));
      };
    }
  }

  /** Something that holds for all, or for some. */
  record Quantified(boolean forAll, List<Bound> variables, Term body) implements Term {
    public Quantified {
      variables = List.copyOf(variables);
    }

    @Override
    public Sort sort() {
      return Sort.BOOLEAN;
    }

    @Override
    public String toString() {
      String names = variables.stream().map(Bound::name).collect(Collectors.joining(", "));
      return "(%s %s : %s)".formatted(forAll ? "\\A" : "\\E", names, body);
    }
  }

  static Term of(boolean value) {
    return value ? TRUE : FALSE;
  }

  static Term number(int value) {
    return new Literal(Sort.INTEGER, value);
  }

  static Term and(List<Term> terms) {
    return chain(Operator.AND, terms, TRUE, FALSE);
  }

  static Term or(List<Term> terms) {
    return chain(Operator.OR, terms, FALSE, TRUE);
  }

  private static Term chain(Operator operator, List<Term> terms, Term neutral, Term absorbing) {
    List<Term> kept = new ArrayList<>();
    for (Term term : terms) {
      if (term.equals(absorbing)) {
        return absorbing;
      }
      if (term instanceof Operation inner && inner.operator() == operator) {
        kept.addAll(inner.operands());
      } else if (!term.equals(neutral)) {
        kept.add(term);
      }
    }
    return kept.isEmpty()
        ? neutral
        : kept.size() == 1 ? kept.get(0) : new Operation(operator, kept);
  }

  /** Formulas that together say what this one says, each as short as may be. */
  static List<Term> split(Term term) {
    List<Term> parts = new ArrayList<>();
    if (term instanceof Operation operation && operation.operator() == Operator.AND) {
      operation.operands().forEach(operand -> parts.addAll(split(operand)));
    } else if (term instanceof Operation operation && operation.operator() == Operator.IF) {
      Term condition = operation.operands().get(0);
      split(operation.operands().get(1)).forEach(part -> parts.add(implies(condition, part)));
      split(operation.operands().get(2)).forEach(part -> parts.add(implies(not(condition), part)));
    } else if (term instanceof Operation operation && operation.operator() == Operator.IMPLIES) {
      Term premise = operation.operands().get(0);
      split(operation.operands().get(1)).forEach(part -> parts.add(implies(premise, part)));
    } else if (term instanceof Quantified quantified && quantified.forAll()) {
      split(quantified.body())
          .forEach(part -> parts.add(quantify(true, quantified.variables(), part)));
    } else if (!term.equals(TRUE)) {
      parts.add(term);
    }
    return parts;
  }

  static Term not(Term term) {
    if (term instanceof Literal literal) {
      return of(literal.value() == 0);
    }
    if (term instanceof Operation inner && inner.operator() == Operator.NOT) {
      return inner.operands().get(0);
    }
    return new Operation(Operator.NOT, List.of(term));
  }

  static Term implies(Term premise, Term conclusion) {
    if (premise.equals(TRUE) || conclusion.equals(TRUE)) {
      return conclusion;
    }
    if (premise.equals(FALSE)) {
      return TRUE;
    }
    return conclusion.equals(FALSE)
        ? not(premise)
        : new Operation(Operator.IMPLIES, List.of(premise, conclusion));
  }

  static Term equal(Term left, Term right) {
    if (left.equals(right)) {
      return TRUE;
    }
    if (left instanceof Literal && right instanceof Literal) {
      return FALSE;
    }
    if (left.sort().equals(Sort.BOOLEAN)) {
      if (left instanceof Literal literal) {
        return literal.value() == 1 ? right : not(right);
      }
      if (right instanceof Literal literal) {
        return literal.value() == 1 ? left : not(left);
      }
    }
    return new Operation(Operator.EQUAL, List.of(left, right));
  }

  static Term compare(Operator operator, Term left, Term right) {
    if (left instanceof Literal a && right instanceof Literal b) {
      return of(operator == Operator.LESS ? a.value() < b.value() : a.value() <= b.value());
    }
    return new Operation(operator, List.of(left, right));
  }

  static Term arithmetic(Operator operator, Term left, Term right) {
    if (left instanceof Literal a && right instanceof Literal b) {
      return number(operator == Operator.PLUS ? a.value() + b.value() : a.value() - b.value());
    }
    return right instanceof Literal b && b.value() == 0
        ? left
        : new Operation(operator, List.of(left, right));
  }

  static Term choose(Term condition, Term then, Term otherwise) {
    if (condition instanceof Literal literal) {
      return literal.value() == 1 ? then : otherwise;
    }
    if (then.equals(otherwise)) {
      return then;
    }
    if (then.equals(TRUE)) {
      return or(List.of(condition, otherwise));
    }
    if (then.equals(FALSE)) {
      return and(List.of(not(condition), otherwise));
    }
    if (otherwise.equals(TRUE)) {
      return implies(condition, then);
    }
    if (otherwise.equals(FALSE)) {
      return and(List.of(condition, then));
    }
    return new Operation(Operator.IF, List.of(condition, then, otherwise));
  }

  static Term quantify(boolean forAll, List<Bound> variables, Term body) {
    if (body instanceof Literal) {
      return body;
    }
    if (body instanceof Quantified inner && inner.forAll() == forAll) {
      List<Bound> all = new ArrayList<>(variables);
      all.addAll(inner.variables());
      return new Quantified(forAll, all, inner.body());
    }
    return new Quantified(forAll, variables, body);
  }
}
