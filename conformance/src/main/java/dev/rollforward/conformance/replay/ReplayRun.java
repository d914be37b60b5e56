package dev.rollforward.conformance.replay;

import dev.rollforward.engine.Stores;
import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.model.Model;
import dev.rollforward.testkit.LanceTestStores;
import dev.rollforward.testkit.MemoryTestStores;
import dev.rollforward.testkit.TestStores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Replays a model's state graph: all of it over stores in memory, a sample on real Lance tables.
 */
public final class ReplayRun {
  /** So that a fault shows in several ways, and a broken build does not print for ever. */
  private static final int ENOUGH = 5;

  private final String scenario;
  private final StateGraph graph;
  private final UnaryOperator<Stores> fault;
  private final Listener listener;
  private final EventRecorder eventRecorder;

  /** Hears how far it is. */
  @FunctionalInterface
  public interface Listener {
    /** {@code covered} of {@code all} steps, or paths of a sample, are done. */
    void progress(int covered, int all);
  }

  /**
   * What came of it.
   *
   * @param states the distinct states of the model
   * @param edges the steps of the model, by action
   * @param paths how many paths were taken
   * @param steps how many steps the code took, by action
   * @param uncovered steps of the model that the code did not take, by action; of a sample, the
   *     actions of which it took none
   * @param mismatches the first few steps that differed, at most one a path
   */
  public record Result(
      int states,
      Map<String, Integer> edges,
      int paths,
      Map<String, Integer> steps,
      Map<String, Integer> uncovered,
      List<Mismatch> mismatches) {
    /** Whether the code did all that the model does, and nothing else. */
    public boolean held() {
      return uncovered.isEmpty() && mismatches.isEmpty();
    }

    /** How many steps the model has. */
    public int allEdges() {
      return edges.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many steps the code took. */
    public int allSteps() {
      return steps.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /**
   * @param graph the states and steps of {@code model}
   * @param fault plants a fault into the stores; the identity for none
   * @throws IllegalArgumentException if the library cannot play the model, see {@link #canPlay}
   */
  public ReplayRun(Model model, StateGraph graph, UnaryOperator<Stores> fault, Listener listener) {
    this(model, graph, fault, listener, EventRecorder.NONE);
  }

  /**
   * As above.
   *
   * @param eventRecorder is notified of what the code emits
   */
  public ReplayRun(
      Model model,
      StateGraph graph,
      UnaryOperator<Stores> fault,
      Listener listener,
      EventRecorder eventRecorder) {
    this.eventRecorder = eventRecorder;
    this.scenario = scenarioOf(model);
    this.graph = graph;
    this.fault = fault;
    this.listener = listener;
    ModelParameters.of(scenario);
  }

  /**
   * Whether the library can take every step of {@code model}: it can play its scenario, there is
   * one sweep, no call takes effect twice, tables are committed in their order, and decisions are
   * forgotten as the code does it.
   */
  public static boolean canPlay(Model model) {
    return model.module().equals("Rollforward")
        && "<- Tidied".equals(model.constants().get("Put"))
        && "<- IsNextInPlan".equals(model.constants().get("IsNext"))
        && "{s1}".equals(model.constants().get("Sweeps"))
        && "0".equals(model.constants().get("Repeats"))
        && "FALSE".equals(model.constants().get("Remembers"))
        && ModelParameters.has(scenarioOf(model));
  }

  /**
   * Whether it can on real tables, too: there a version holds rows, and an overwrite or a delete
   * leaves none that tell who was there before.
   */
  public static boolean canPlayOnTables(Model model) {
    return canPlay(model) && ModelParameters.of(scenarioOf(model)).onlyAdds();
  }

  /** The scenario that {@code model} plays, by its name in {@code spec/Scenarios.tla}. */
  public static String scenarioOf(Model model) {
    return model.constants().get("Scenario").replace("\"", "");
  }

  /** Takes every step, over stores in memory. */
  public Result everything() {
    PathCover cover = new PathCover(graph);
    Replay replay = replay(MemoryTestStores::new);
    List<Mismatch> mismatches = new ArrayList<>();
    int paths = 0;
    List<Integer> path = cover.nextPath();
    while (!path.isEmpty() && mismatches.size() < ENOUGH) {
      paths++;
      replay.along(path).ifPresent(mismatches::add);
      listener.progress(cover.covered(), graph.steps().size());
      path = cover.nextPath();
    }
    BitSet left = replay.taken();
    left.flip(0, graph.steps().size());
    return new Result(
        graph.states().size(), edges(all()), paths, replay.steps(), edges(left), mismatches);
  }

  /**
   * Takes some paths on real Lance tables and local files.
   *
   * @param count how many; among them the shortest that has each action
   * @param seed which of the others
   * @param folder an existing one, for the tables
   */
  public Result sample(int count, long seed, Path folder) {
    int[] groups = {0};
    return sample(count, seed, () -> new LanceTestStores(folder.resolve("group-" + groups[0]++)));
  }

  /** The same over stores of any kind: {@code newStores} makes an empty one for each path. */
  public Result sample(int count, long seed, Supplier<? extends TestStores> newStores) {
    PathSample sample = new PathSample(graph, count, seed);
    Replay replay = replay(newStores);
    List<Mismatch> mismatches = new ArrayList<>();
    int done = 0;
    for (List<Integer> path : sample.paths()) {
      if (mismatches.size() < ENOUGH) {
        Optional<Mismatch> mismatch = replay.along(path);
        mismatch.ifPresent(mismatches::add);
        listener.progress(++done, sample.paths().size());
      }
    }
    Map<String, Integer> uncovered = edges(all());
    uncovered.keySet().removeAll(replay.steps().keySet());
    return new Result(
        graph.states().size(), edges(all()), done, replay.steps(), uncovered, mismatches);
  }

  private Replay replay(Supplier<? extends TestStores> newStores) {
    return new Replay(scenario, graph, newStores, fault, eventRecorder);
  }

  private BitSet all() {
    BitSet all = new BitSet();
    all.set(0, graph.steps().size());
    return all;
  }

  private Map<String, Integer> edges(BitSet steps) {
    return steps.stream()
        .mapToObj(index -> graph.steps().get(index).action())
        .collect(Collectors.toMap(name -> name, name -> 1, Integer::sum, TreeMap::new));
  }
}
