package dev.rollforward.spec.proof;

import dev.rollforward.spec.graph.StateGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares a module with what TLC finds of its counterpart within bounds: every reachable state has
 * the invariant, every step is one of the action of its name here, and the other way round, what a
 * step may lead to here is what it leads to there.
 */
final class GraphCheck {
  private final ProofModule module;
  private final GraphStates states;
  private final StateGraph graph;
  private final Evaluator evaluator;
  private final Map<Step, Compiled> compiled = new HashMap<>();
  private final List<List<GroundState>> mapped = new ArrayList<>();
  private final Map<String, Integer> taken = new TreeMap<>();
  private final Map<String, Integer> wider = new TreeMap<>();
  private final List<String> mismatches = new ArrayList<>();

  private GraphCheck(ProofModule module, GraphStates states, StateGraph graph) {
    this.module = module;
    this.states = states;
    this.graph = graph;
    this.evaluator = new Evaluator(states.bounds());
  }

  private static final int MOST_MISMATCHES = 5;

  /** A step whose guards and changes are compiled. */
  private record Compiled(List<Evaluator.Code> guards, Map<Symbol, Evaluator.Code[]> changes) {}

  /**
   * Compares.
   *
   * @param both whether to look the other way round too
   */
  static GraphReport compare(
      ProofModule module, GraphStates states, StateGraph graph, boolean both) {
    GraphCheck check = new GraphCheck(module, states, graph);
    for (int i = 0; i < graph.states().size(); i++) {
      check.mapped.add(states.of(graph.state(i)));
    }
    check.lemmas();
    check.edges();
    if (both) {
      check.successors();
    }
    return new GraphReport(
        graph.states().size(), graph.steps().size(), check.taken, check.wider, check.mismatches);
  }

  private void lemmas() {
    Map<String, Term> formulas = new LinkedHashMap<>();
    List<Evaluator.Code> codes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> all = new ArrayList<>(module.lemmas().keySet());
    all.addAll(module.invariants().keySet());
    for (int i = 0; i < module.axioms().size(); i++) {
      formulas.put("assumption " + (i + 1), module.axioms().get(i));
    }
    for (String lemma : all) {
      List<Term> conjuncts = module.now(lemma);
      for (int i = 0; i < conjuncts.size(); i++) {
        formulas.put(lemma + "." + (i + 1), conjuncts.get(i));
      }
    }
    formulas.forEach(
        (name, term) -> {
          names.add(name);
          codes.add(evaluator.code(term));
        });
    for (int i = 0; i < mapped.size(); i++) {
      for (GroundState state : mapped.get(i)) {
        evaluator.look(state);
        for (int f = 0; f < codes.size(); f++) {
          if (!codes.get(f).holds()) {
            mismatch(
                "%s does not hold in%n%s%nnamely %s"
                    .formatted(names.get(f), graph.states().get(i), formulas.get(names.get(f))));
          }
        }
      }
    }
  }

  private void mismatch(String text) {
    if (mismatches.size() < MOST_MISMATCHES) {
      mismatches.add(text);
    }
  }

  private void edges() {
    for (StateGraph.Step edge : graph.steps()) {
      if (mismatches.size() >= MOST_MISMATCHES) {
        return;
      }
      List<Step> steps =
          module.steps().stream().filter(step -> covers(step.action(), edge.action())).toList();
      for (GroundState from : mapped.get(edge.from())) {
        if (!taken(steps, from, mapped.get(edge.to()))) {
          mismatch(explain(edge, steps, from, mapped.get(edge.to())));
        }
      }
    }
  }

  /** Whether an action of the proof is, or is a part of, an action of Rollforward.tla. */
  static boolean covers(String ours, String theirs) {
    return ours.equals(theirs) || ours.startsWith(theirs + "Of");
  }

  private boolean taken(List<Step> steps, GroundState from, List<GroundState> to) {
    for (Step step : steps) {
      Compiled code = compiled(step);
      for (int[][] choice : choices(step)) {
        choose(step, choice, from);
        evaluator.look(from);
        if (code.guards().stream().allMatch(Evaluator.Code::holds)) {
          for (GroundState after : to) {
            if (differs(code, from, after) == null) {
              taken.merge(step.action(), 1, Integer::sum);
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  /** The first variable that is not what the step makes of it, or null. */
  private Symbol differs(Compiled code, GroundState from, GroundState to) {
    for (Symbol variable : module.variables().values()) {
      Evaluator.Code[] changes = code.changes().get(variable);
      if (changes == null) {
        if (!from.agrees(to, variable)) {
          return variable;
        }
      } else {
        int[] after = to.values(variable);
        for (int i = 0; i < changes.length; i++) {
          if (changes[i] != null && changes[i].run() != after[i]) {
            return variable;
          }
        }
      }
    }
    return null;
  }

  private String explain(
      StateGraph.Step edge, List<Step> steps, GroundState from, List<GroundState> to) {
    StringBuilder text = new StringBuilder();
    text.append(edge.action())
        .append(
            " is no step of the proof from%n%s%nto%n%s%n"
                .formatted(graph.states().get(edge.from()), graph.states().get(edge.to())));
    Set<String> reasons = new HashSet<>();
    for (Step step : steps) {
      Compiled code = compiled(step);
      for (int[][] choice : choices(step)) {
        choose(step, choice, from);
        evaluator.look(from);
        int failing = 0;
        while (failing < code.guards().size() && code.guards().get(failing).holds()) {
          failing++;
        }
        String reason =
            failing < code.guards().size()
                ? "demands " + step.guards().get(failing)
                : "has another " + differs(code, from, to.get(0));
        if (reasons.add(step + reason)) {
          text.append("%s %s %s%n".formatted(step, Arrays.deepToString(choice), reason));
        }
      }
    }
    return text.toString();
  }

  private Compiled compiled(Step step) {
    return compiled.computeIfAbsent(
        step,
        s -> {
          GroundState shape = new GroundState(states.bounds());
          Map<Symbol, Evaluator.Code[]> changes = new LinkedHashMap<>();
          for (Symbol variable : module.variables().values()) {
            if (s.changes().containsKey(variable.name())) {
              changes.put(variable, codes(s, variable, shape));
            }
          }
          return new Compiled(s.guards().stream().map(evaluator::code).toList(), changes);
        });
  }

  private Evaluator.Code[] codes(Step step, Symbol variable, GroundState shape) {
    Evaluator.Code[] codes = new Evaluator.Code[states.bounds().places(variable)];
    for (int place = 0; place < codes.length; place++) {
      int[] arguments = shape.arguments(variable, place);
      List<Term> terms = new ArrayList<>();
      for (int i = 0; i < arguments.length; i++) {
        terms.add(new Term.Literal(variable.arguments().get(i), arguments[i]));
      }
      codes[place] = evaluator.code(module.after(step, variable, terms));
    }
    return codes;
  }

  /** All values of the parameters of a step. */
  private List<int[][]> choices(Step step) {
    List<int[][]> all = new ArrayList<>();
    all.add(new int[0][]);
    for (Symbol parameter : step.parameters()) {
      List<int[][]> more = new ArrayList<>();
      int places = states.bounds().places(parameter);
      int size = states.bounds().size(parameter.result());
      int values = (int) Math.pow(size, places);
      for (int value = 0; value < values; value++) {
        int[] chosen = new int[places];
        int rest = value;
        for (int i = 0; i < places; i++) {
          chosen[i] = rest % size;
          rest /= size;
        }
        for (int[][] before : all) {
          int[][] with = Arrays.copyOf(before, before.length + 1);
          with[before.length] = chosen;
          more.add(with);
        }
      }
      all = more;
    }
    return all;
  }

  private static void choose(Step step, int[][] choice, GroundState state) {
    for (int i = 0; i < choice.length; i++) {
      System.arraycopy(choice[i], 0, state.values(step.parameters().get(i)), 0, choice[i].length);
    }
  }

  private void successors() {
    List<List<GroundState>> after = new ArrayList<>();
    mapped.forEach(state -> after.add(new ArrayList<>(state)));
    graph.steps().forEach(edge -> after.get(edge.from()).addAll(mapped.get(edge.to())));
    for (int i = 0; i < mapped.size(); i++) {
      for (GroundState from : mapped.get(i)) {
        for (Step step : module.steps()) {
          Compiled code = compiled(step);
          for (int[][] choice : choices(step)) {
            choose(step, choice, from);
            evaluator.look(from);
            if (code.guards().stream().allMatch(Evaluator.Code::holds)
                && after.get(i).stream().noneMatch(to -> differs(code, from, to) == null)) {
              wider.merge(step.toString(), 1, Integer::sum);
            }
          }
        }
      }
    }
  }
}
