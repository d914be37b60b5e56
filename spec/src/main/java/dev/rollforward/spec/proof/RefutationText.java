package dev.rollforward.spec.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts a counterexample into words: of all the values in a state, only those that matter. */
final class RefutationText {
  private final ProofModule module;
  private final Counterexample found;
  private final Evaluator evaluator;
  private final Expansion expansion;

  /** The symbols that matter, and their places. */
  private final Map<String, Refutation.Row> rows = new LinkedHashMap<>();

  private RefutationText(ProofModule module, Counterexample found) {
    this.module = module;
    this.found = found;
    this.evaluator = new Evaluator(found.before().bounds());
    this.expansion = new Expansion(found.before().bounds());
  }

  static Refutation of(ProofModule module, String sentence, Counterexample found) {
    return new RefutationText(module, found).write(sentence);
  }

  private Refutation write(String sentence) {
    Obligation obligation = found.obligation();
    Optional<Step> step =
        module.steps().stream()
            .filter(
                s -> s.action().equals(obligation.action()) && s.branch() == obligation.branch())
            .findFirst();
    step.ifPresent(s -> s.guards().forEach(this::mention));
    module.variables().values().forEach(this::mentionChanges);
    formula(obligation, step).ifPresent(this::mention);
    return new Refutation(
        obligation.name(), sentence, step.map(this::call).orElse(""), List.copyOf(rows.values()));
  }

  /** The conjunct in terms of one state, so that what it speaks of can be shown. */
  private Optional<Term> formula(Obligation obligation, Optional<Step> step) {
    boolean ofState =
        module.lemmas().containsKey(obligation.lemma())
            || module.invariants().containsKey(obligation.lemma());
    if (!ofState) {
      return Optional.empty();
    }
    Term conjunct = module.now(obligation.lemma()).get(obligation.conjunct() - 1);
    return falseInstance(conjunct, step.isPresent() ? found.after() : found.before());
  }

  private Optional<Term> falseInstance(Term term, GroundState state) {
    if (term instanceof Term.Quantified quantified && quantified.forAll()) {
      return expansion.instances(quantified).stream()
          .filter(instance -> !holds(instance, state))
          .findFirst();
    }
    return Optional.of(term);
  }

  private boolean holds(Term term, GroundState state) {
    Evaluator.Code code = evaluator.code(term);
    evaluator.look(state);
    return code.holds();
  }

  /** Remembers every value that a formula speaks of outside of quantifiers. */
  private void mention(Term term) {
    if (term instanceof Term.Apply apply) {
      apply.arguments().forEach(this::mention);
      if (module.variables().containsKey(apply.symbol().name())
          || module.constants().containsKey(apply.symbol().name())) {
        int[] arguments =
            apply.arguments().stream().mapToInt(a -> value(a, found.before())).toArray();
        show(apply.symbol(), arguments);
      }
    } else if (term instanceof Term.Operation operation) {
      operation.operands().forEach(this::mention);
    }
  }

  private int value(Term term, GroundState state) {
    Evaluator.Code code = evaluator.code(term);
    evaluator.look(state);
    return code.run();
  }

  private void mentionChanges(Symbol variable) {
    int[] before = found.before().values(variable);
    int[] after = found.after().values(variable);
    for (int place = 0; place < before.length; place++) {
      if (before[place] != after[place]) {
        show(variable, found.before().arguments(variable, place));
      }
    }
  }

  private void show(Symbol symbol, int[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] < 0
          || arguments[i] >= found.before().bounds().size(symbol.arguments().get(i))) {
        return;
      }
    }
    StringBuilder name = new StringBuilder(symbol.name());
    for (int i = 0; i < arguments.length; i++) {
      name.append('[').append(text(symbol.arguments().get(i), arguments[i])).append(']');
    }
    int before = found.before().get(symbol, arguments);
    int after = found.after().get(symbol, arguments);
    rows.putIfAbsent(
        name.toString(),
        new Refutation.Row(
            name.toString(),
            text(symbol.result(), before),
            before == after ? "" : text(symbol.result(), after)));
  }

  private String call(Step step) {
    List<String> parameters = new ArrayList<>();
    for (Symbol parameter : step.parameters()) {
      int[] values = found.before().values(parameter);
      if (parameter.arguments().isEmpty()) {
        parameters.add(parameter + " = " + text(parameter.result(), values[0]));
      }
    }
    return step.action()
        + (parameters.isEmpty()
            ? ""
            : parameters.stream().collect(Collectors.joining(", ", "(", ")")));
  }

  private String text(Sort sort, int value) {
    if (sort.equals(Sort.INTEGER)) {
      return Integer.toString(value);
    }
    if (sort.equals(Sort.BOOLEAN)) {
      return value == 1 ? "TRUE" : "FALSE";
    }
    if (sort.equals(Sort.STRING)) {
      return module.strings().text(value);
    }
    return sort.name().substring(0, 1).toLowerCase(Locale.ROOT) + (value + 1);
  }
}
