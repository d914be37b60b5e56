package dev.rollforward.conformance.replay;

import dev.rollforward.ProtocolEvent;
import dev.rollforward.engine.Stores;
import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.value.TlaValue;
import dev.rollforward.testkit.MemoryTestStores;
import dev.rollforward.testkit.TestStores;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Drives the library along paths of a model's state graph, and compares after every step. */
public final class Replay {
  /** Steps of the environment, for which no code emits an event. */
  private static final Set<String> SILENT =
      Set.of(
          "LoseAnswer",
          "ArriveSidecar",
          "ArriveCommit",
          "ArrivePublish",
          "CrashWriter",
          "CrashSweep");

  private final ModelParameters parameters;
  private final StateGraph graph;
  private final Supplier<? extends TestStores> newStores;
  private final UnaryOperator<Stores> fault;
  private final EventRecorder eventRecorder;
  private final Map<Integer, Map<String, TlaValue>> states = new HashMap<>();
  private final Map<String, Integer> steps = new TreeMap<>();
  private final BitSet taken = new BitSet();
  private int paths;

  /**
   * @param scenario the one of the model
   * @param graph the model's states and steps
   * @param newStores makes an empty one for each path
   * @param fault plants a fault into its stores; the identity for none
   * @throws IllegalArgumentException if the library cannot play the scenario
   */
  public Replay(
      String scenario,
      StateGraph graph,
      Supplier<? extends TestStores> newStores,
      UnaryOperator<Stores> fault) {
    this(scenario, graph, newStores, fault, EventRecorder.NONE);
  }

  Replay(
      String scenario,
      StateGraph graph,
      Supplier<? extends TestStores> newStores,
      UnaryOperator<Stores> fault,
      EventRecorder eventRecorder) {
    this.parameters = ModelParameters.of(scenario);
    this.graph = graph;
    this.newStores = newStores;
    this.fault = fault;
    this.eventRecorder = eventRecorder;
  }

  /** How many steps of each action the code has taken. */
  public Map<String, Integer> steps() {
    return new TreeMap<>(steps);
  }

  /** Which steps of the graph the code has taken. */
  public BitSet taken() {
    return (BitSet) taken.clone();
  }

  /**
   * Takes the code along {@code path}.
   *
   * @param path indices of the graph's steps, the first from the initial state
   * @return the first step that differs; empty if none does
   */
  public Optional<Mismatch> along(List<Integer> path) {
    List<String> moves = new ArrayList<>();
    eventRecorder.path("path " + ++paths);
    try (ReplayHarness harness =
        new ReplayHarness(parameters, newStores.get(), fault, eventRecorder)) {
      for (int index : path) {
        StateGraph.Step step = graph.steps().get(index);
        ReplayStep move = ReplayStep.between(state(step.from()), step.action(), state(step.to()));
        moves.add(move.toString());
        Optional<Mismatch> mismatch = take(harness, move, state(step.to()), moves);
        if (mismatch.isPresent()) {
          return mismatch;
        }
        steps.merge(move.action(), 1, Integer::sum);
        taken.set(index);
      }
    }
    return Optional.empty();
  }

  private Optional<Mismatch> take(
      ReplayHarness harness, ReplayStep move, Map<String, TlaValue> expected, List<String> moves) {
    List<String> emitted;
    try {
      emitted =
          harness.make(move).stream()
              .filter(event -> !saysThatAnswerGotLost(event))
              .map(ProtocolEvent::action)
              .map(Enum::name)
              .toList();
    } catch (RuntimeException failure) {
      return Optional.of(
          new Mismatch(parameters.name(), moves, "events", move.action(), failure.toString()));
    }
    boolean silent = SILENT.contains(move.action()) || move.turn() == ReplayStep.Turn.UNANSWERED;
    List<String> due = silent ? List.of() : List.of(move.action());
    if (!emitted.equals(due)) {
      return Optional.of(
          new Mismatch(parameters.name(), moves, "events", due.toString(), emitted.toString()));
    }
    return difference(expected, Mapping.of(harness), moves);
  }

  private static boolean saysThatAnswerGotLost(ProtocolEvent event) {
    return "UNKNOWN".equals(event.facts().values().get("answer"));
  }

  private Optional<Mismatch> difference(
      Map<String, TlaValue> expected, Map<String, TlaValue> actual, List<String> moves) {
    return expected.entrySet().stream()
        .filter(field -> !field.getValue().equals(actual.get(field.getKey())))
        .findFirst()
        .map(
            field ->
                new Mismatch(
                    parameters.name(),
                    moves,
                    field.getKey(),
                    field.getValue().toString(),
                    Objects.toString(actual.get(field.getKey()))));
  }

  private Map<String, TlaValue> state(int index) {
    return states.computeIfAbsent(index, graph::state);
  }

  /**
   * The state of the code after {@code moves}, over stores in memory: for tests that repeat a
   * {@link Mismatch}.
   *
   * @throws IllegalArgumentException if a move is of an unknown form
   */
  public static Map<String, TlaValue> after(String scenario, String... moves) {
    try (ReplayHarness harness =
        new ReplayHarness(
            ModelParameters.of(scenario),
            new MemoryTestStores(),
            UnaryOperator.identity(),
            EventRecorder.NONE)) {
      for (String move : moves) {
        harness.make(ReplayStep.parse(move));
      }
      return Mapping.of(harness);
    }
  }
}
