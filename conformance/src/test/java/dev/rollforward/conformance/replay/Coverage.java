package dev.rollforward.conformance.replay;

import dev.rollforward.Action;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.spec.graph.StateGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the model and the code have of each action, counted on both sides. */
final class Coverage {
  private static final String HEAD =
      """
      | action | states | steps | replayed | events | traced | before | after |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
      """;

  private final Map<String, Integer> states = new TreeMap<>();
  private final Map<String, Integer> steps = new TreeMap<>();
  private final Map<String, Integer> replayed = new TreeMap<>();
  private final Map<Action, Integer> events = new EnumMap<>(Action.class);
  private final Map<String, Integer> traced = new TreeMap<>();
  private final Map<Failpoint, Integer> hits = new EnumMap<>(Failpoint.class);

  /** Counts a model's states in which an action can be taken, and its steps. */
  void model(StateGraph graph) {
    graph.steps().forEach(step -> steps.merge(step.action(), 1, Integer::sum));
    graph.steps().stream()
        .collect(
            Collectors.groupingBy(
                StateGraph.Step::action,
                Collectors.mapping(StateGraph.Step::from, Collectors.toSet())))
        .forEach((action, from) -> states.merge(action, from.size(), Integer::sum));
  }

  /** Counts what the code does in a replay: its steps, its events, the failpoints it passes. */
  ReplayRun.Result during(Supplier<ReplayRun.Result> replay) {
    List<Activation> active = new ArrayList<>();
    try {
      for (Failpoint failpoint : Failpoint.values()) {
        active.add(
            Failpoints.activate(
                    failpoint, Effect.callback(() -> hits.merge(failpoint, 1, Integer::sum)))
                .mayNotFire());
      }
      ReplayRun.Result result = replay.get();
      result.steps().forEach((action, count) -> replayed.merge(action, count, Integer::sum));
      return result;
    } finally {
      active.forEach(Activation::close);
    }
  }

  /** Counts events. */
  EventRecorder eventRecorder() {
    return new EventRecorder() {
      @Override
      public void path(String name) {}

      @Override
      public void event(String process, ProtocolEvent event) {
        events.merge(event.action(), 1, Integer::sum);
      }
    };
  }

  /** Counts an event that TLC has accepted in a trace. */
  void traced(String action) {
    traced.merge(action, 1, Integer::sum);
  }

  /** The cells that are zero, as "action: column"; none should be. */
  List<String> gaps() {
    return Arrays.stream(Action.values())
        .flatMap(
            action ->
                cells(action).entrySet().stream()
                    .filter(cell -> cell.getValue() == 0)
                    .map(cell -> action + ": " + cell.getKey()))
        .toList();
  }

  /** As Markdown. */
  String table() {
    return HEAD
        + Arrays.stream(Action.values())
            .map(
                action ->
                    "| %s | %s |%n"
                        .formatted(
                            action,
                            cells(action).values().stream()
                                .map(cell -> String.format(Locale.ROOT, "%,d", cell))
                                .collect(Collectors.joining(" | "))))
            .collect(Collectors.joining());
  }

  private Map<String, Integer> cells(Action action) {
    Map<String, Integer> cells = new LinkedHashMap<>();
    cells.put("states", states.getOrDefault(action.name(), 0));
    cells.put("steps", steps.getOrDefault(action.name(), 0));
    cells.put("replayed", replayed.getOrDefault(action.name(), 0));
    cells.put("events", events.getOrDefault(action, 0));
    cells.put("traced", traced.getOrDefault(action.name(), 0));
    for (Failpoint failpoint : Failpoint.values()) {
      if (failpoint.action() == action) {
        cells.put(
            failpoint.side().name().toLowerCase(Locale.ROOT), hits.getOrDefault(failpoint, 0));
      }
    }
    return cells;
  }
}
