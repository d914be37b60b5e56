package dev.rollforward.spec.proof;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An obligation as SMT-LIB text, for a solver that is not Z3. It shares nothing with the
 * translation for Z3 but the terms.
 */
final class SmtText {
  private final Set<Sort> sorts = new LinkedHashSet<>();
  private final Set<Symbol> symbols = new LinkedHashSet<>();
  private final StringBuilder assertions = new StringBuilder();

  private SmtText() {}

  /** A script that is unsatisfiable if the premises imply the conclusion. */
  static String of(List<Term> premises, Term conclusion) {
    SmtText text = new SmtText();
    premises.forEach(text::demand);
    text.demand(Term.not(conclusion));
    StringBuilder script = new StringBuilder("(set-logic UFLIA)\n");
    text.sorts.forEach(sort -> script.append("(declare-sort |" + sort.name() + "| 0)\n"));
    for (Symbol symbol : text.symbols) {
      String arguments =
          symbol.arguments().stream().map(SmtText::name).collect(Collectors.joining(" "));
      script.append(
          "(declare-fun %s (%s) %s)\n".formatted(name(symbol), arguments, name(symbol.result())));
    }
    return script.append(text.assertions).append("(check-sat)\n").toString();
  }

  private void demand(Term term) {
    assertions.append("(assert ").append(text(term)).append(")\n");
  }

  private String text(Term term) {
    if (term instanceof Term.Literal literal) {
      return literal.sort().equals(Sort.BOOLEAN)
          ? (literal.value() == 1 ? "true" : "false")
          : number(literal.value());
    }
    if (term instanceof Term.Bound bound) {
      return name(bound);
    }
    if (term instanceof Term.Apply apply) {
      declare(apply.symbol());
      return apply.arguments().isEmpty()
          ? name(apply.symbol())
          : application(name(apply.symbol()), apply.arguments());
    }
    if (term instanceof Term.Quantified quantified) {
      String variables =
          quantified.variables().stream()
              .map(variable -> "(" + name(variable) + " " + name(sort(variable.sort())) + ")")
              .collect(Collectors.joining(" "));
      String quantifier = quantified.forAll() ? "forall" : "exists";
      return "(%s (%s) %s)".formatted(quantifier, variables, text(quantified.body()));
    }
    Term.Operation operation = (Term.Operation) term;
    String operator =
        switch (operation.operator()) {
          case AND, OR, NOT -> operation.operator().name().toLowerCase(Locale.ROOT);
          case IMPLIES -> "=>";
          case EQUAL -> "=";
          case AT_MOST -> "<=";
          case LESS -> "<";
          case PLUS -> "+";
          case MINUS -> "-";
          case IF -> "ite";
        };
    return application(operator, operation.operands());
  }

  private String application(String operator, List<Term> operands) {
    List<String> parts = new ArrayList<>(List.of(operator));
    operands.forEach(operand -> parts.add(text(operand)));
    return "(" + String.join(" ", parts) + ")";
  }

  private static String number(int value) {
    return value < 0 ? "(- " + -(long) value + ")" : Integer.toString(value);
  }

  private void declare(Symbol symbol) {
    symbols.add(symbol);
    symbol.arguments().forEach(this::sort);
    sort(symbol.result());
  }

  private Sort sort(Sort sort) {
    if (sort.uninterpreted()) {
      sorts.add(sort);
    }
    return sort;
  }

  private static String name(Sort sort) {
    if (sort.equals(Sort.BOOLEAN)) {
      return "Bool";
    }
    return sort.uninterpreted() ? "|" + sort.name() + "|" : "Int";
  }

  private static String name(Symbol symbol) {
    return "|" + symbol.name() + "|";
  }

  /** Parameters of a step are constants, and may have the same name. */
  private static String name(Term.Bound variable) {
    return "|?" + variable.name() + "|";
  }
}
