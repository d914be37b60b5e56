package dev.rollforward.conformance.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.Action;
import dev.rollforward.conformance.trace.GroupTrace;
import dev.rollforward.conformance.trace.TraceCheck;
import dev.rollforward.conformance.trace.TraceReader;
import dev.rollforward.conformance.trace.TraceVerdict;
import dev.rollforward.engine.Stores;
import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.model.Model;
import dev.rollforward.testkit.MemoryTestStores;
import dev.rollforward.testkit.PlantedFault;
import dev.rollforward.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every step of the model runs in the code, so whatever TLC says of the model's states, such as
 * RefinesAtomicCommit, it says of the code's; and a code that does otherwise is found out.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplayTest {
  private static final int TRACED = 150;
  private static final Path COVERAGE_DOC = Path.of("../docs/coverage.md");
  private static final Coverage COVERAGE = new Coverage();
  private static final Model ALONE = Graphs.model("replay-alone");
  private static final Model TWO = Graphs.model("replay");
  private static final Model KINDS = Graphs.model("replay-kinds");
  private static final Model DROP = Graphs.model("replay-drop");

  @TempDir static Path alone;
  @TempDir static Path two;
  @TempDir static Path kinds;
  @TempDir static Path drop;
  @TempDir Path tables;

  private static StateGraph aloneGraph;
  private static StateGraph twoGraph;
  private static StateGraph kindsGraph;
  private static StateGraph dropGraph;

  @BeforeAll
  static void explore() {
    aloneGraph = Graphs.of(ALONE, alone);
    twoGraph = Graphs.of(TWO, two);
    kindsGraph = Graphs.of(KINDS, kinds);
    dropGraph = Graphs.of(DROP, drop);
  }

  @Test
  @Order(1)
  void everyStepOfTheModelIsTakenByTheCode() {
    List<ReplayRun.Result> results =
        List.of(counted(TWO, twoGraph), counted(KINDS, kindsGraph), counted(DROP, dropGraph));

    for (ReplayRun.Result result : results) {
      System.out.printf(
          Locale.ROOT,
          "replay: %,d states, %,d edges, %,d paths, %,d steps%n",
          result.states(),
          result.allEdges(),
          result.paths(),
          result.allSteps());
      assertThat(result.mismatches()).isEmpty();
      assertThat(result.uncovered()).isEmpty();
    }
    int states = results.stream().mapToInt(ReplayRun.Result::states).sum();
    int edges = results.stream().mapToInt(ReplayRun.Result::allEdges).sum();
    assertThat(states).isGreaterThanOrEqualTo(30_000);
    assertThat(Path.of("../docs/invariants.md"))
        .content()
        .contains(
            String.format(
                Locale.ROOT, "| replay | %,d states, %,d steps between them", states, edges));
    assertThat(Path.of("../README.md"))
        .content()
        .contains(
            String.format(
                Locale.ROOT, "the code takes all %,d steps between %,d states", edges, states));
  }

  /** What is replayed has kinds that land, and not only refusals of them. */
  @Test
  void everyKindIsReplayed() {
    assertThat(twoGraph.states()).anyMatch(state -> state.contains("kind |-> \"Append\""));
    assertThat(kindsGraph.states()).anyMatch(state -> state.contains("kind |-> \"Update\""));
    assertThat(kindsGraph.states()).anyMatch(state -> state.contains("kind |-> \"Restore\""));
    assertThat(dropGraph.states()).anyMatch(state -> state.contains("by |-> 1"));
  }

  @Test
  @Order(2)
  void everyDeathOfTheModelIsDiedByTheCode() {
    ReplayRun.Result result = counted(ALONE, aloneGraph);

    assertThat(result.mismatches()).isEmpty();
    assertThat(result.uncovered()).isEmpty();
    assertThat(result.steps()).containsKeys("CrashWriter", "CrashSweep");
  }

  /** TLC's own behaviours, taken by the code and told by it, are behaviours to TLC again. */
  @Test
  @Order(3)
  void whatIsReplayedAndTracedIsABehaviour() {
    List<Path> files =
        List.of(
            traced(ALONE, aloneGraph, TRACED / 10),
            traced(TWO, twoGraph, TRACED / 2),
            traced(KINDS, kindsGraph, TRACED / 4),
            traced(DROP, dropGraph, TRACED / 4));
    List<GroupTrace> traces = TraceReader.read(files).groups();

    List<TraceVerdict> verdicts = new TraceCheck(tables, events -> {}).check(traces);

    assertThat(verdicts).hasSizeGreaterThanOrEqualTo(TRACED / 2 + 2 * (TRACED / 4));
    assertThat(verdicts).filteredOn(verdict -> !verdict.isAccepted()).isEmpty();
    traces.stream()
        .flatMap(trace -> trace.events().stream())
        .forEach(event -> COVERAGE.traced(event.action().name()));
  }

  private Path traced(Model model, StateGraph graph, int paths) {
    Path file = tables.resolve(model.name() + ".ndjson");
    try (TraceFile trace = TraceFile.create(file, model.name() + ": no path yet")) {
      ReplayRun.Result result =
          new ReplayRun(
                  model,
                  graph,
                  UnaryOperator.identity(),
                  (done, all) -> {},
                  new TracedPaths(trace, model.name()))
              .sample(paths, 3, MemoryTestStores::new);
      assertThat(result.held()).isTrue();
    }
    return file;
  }

  /** Written by {@code -Drollforward.write=true}. */
  @Test
  @Order(4)
  void everyActionIsCoveredOnBothSides() throws IOException {
    if (Boolean.getBoolean("rollforward.write")) {
      String before = Files.readString(COVERAGE_DOC);
      int table = before.indexOf("| action |");
      Files.writeString(COVERAGE_DOC, before.substring(0, table) + COVERAGE.table());
    }

    assertThat(COVERAGE.gaps()).isEmpty();
    assertThat(COVERAGE_DOC).content().endsWith(COVERAGE.table());
  }

  @Test
  @Order(4)
  void whatIsNotCoveredIsAGap() {
    Coverage coverage = new Coverage();
    coverage.model(aloneGraph);

    assertThat(coverage.gaps())
        .contains("Refuse: steps", "Publish: replayed", "Publish: after")
        .doesNotContain("Publish: steps");
  }

  private static ReplayRun.Result counted(Model model, StateGraph graph) {
    COVERAGE.model(graph);
    ReplayRun run =
        new ReplayRun(
            model, graph, UnaryOperator.identity(), (done, all) -> {}, COVERAGE.eventRecorder());
    return COVERAGE.during(run::everything);
  }

  @Test
  void bothTogetherTakeEveryActionOfTheCode() {
    Set<String> actions = new TreeSet<>(edges(aloneGraph));
    actions.addAll(edges(twoGraph));

    assertThat(actions).containsAll(Arrays.stream(Action.values()).map(Action::name).toList());
  }

  private static List<String> edges(StateGraph graph) {
    return graph.steps().stream().map(StateGraph.Step::action).distinct().toList();
  }

  /** The whole sample of 1,000 is {@code ./rollforward replay --store lance}. */
  @Test
  void aSampleRunsOnRealTables() {
    int paths = Integer.getInteger("rollforward.replay.paths", 60);
    ReplayRun.Result result = run(TWO, twoGraph, UnaryOperator.identity()).sample(paths, 7, tables);

    assertThat(result.mismatches()).isEmpty();
    assertThat(result.uncovered()).isEmpty();
    assertThat(result.paths()).isEqualTo(paths);
  }

  /** Each fault at the first move that shows it, and in the variable that it touches. */
  @ParameterizedTest
  @CsvSource({
    "NoFence, replay, SweepFenceTable, chain",
    "NoParentCheck, replay, CommitTable, wpc",
    "HeadNeedNotResolve, replay, Restart, events",
    "LastWriterWinsManifest, replay, SweepRoll, manifest",
    "AuditAppended, replay-alone, SweepAudit, audits"
  })
  void aFaultInTheCodeIsAMismatch(PlantedFault fault, String model, String action, String field) {
    boolean isTwo = model.equals(TWO.name());
    ReplayRun.Result result =
        run(isTwo ? TWO : ALONE, isTwo ? twoGraph : aloneGraph, fault.plant()).everything();

    assertThat(result.held()).isFalse();
    assertThat(result.mismatches())
        .anySatisfy(
            mismatch -> {
              assertThat(mismatch.moves().get(mismatch.moves().size() - 1)).startsWith(action);
              assertThat(mismatch.field()).isEqualTo(field);
            });
  }

  @Test
  void aMismatchComesWithATestThatRepeatsIt() {
    ReplayRun.Result result = run(TWO, twoGraph, PlantedFault.NoFence.plant()).everything();
    Mismatch mismatch = result.mismatches().get(0);

    assertThat(mismatch.toString())
        .contains("Replay.after(", "\"CreateSame\"", ".get(\"" + mismatch.field() + "\")")
        .contains("model: " + mismatch.expected(), "code:  " + mismatch.actual());
    assertThat(
            Replay.after(mismatch.scenario(), mismatch.moves().toArray(String[]::new))
                .get(mismatch.field()))
        .as("the sound code does what the model does")
        .hasToString(mismatch.expected());
  }

  /** A model that has a step more than the code. */
  @Test
  void aStepThatTheCodeDoesNotTakeIsUncovered() {
    StateGraph.Step last = aloneGraph.steps().get(aloneGraph.steps().size() - 1);
    List<StateGraph.Step> steps = new ArrayList<>(aloneGraph.steps());
    steps.add(new StateGraph.Step(0, "ArmSidecar", last.to()));
    StateGraph wrong = new StateGraph(aloneGraph.states(), steps);

    ReplayRun.Result result = run(ALONE, wrong, UnaryOperator.identity()).everything();

    assertThat(result.held()).isFalse();
    assertThat(result.uncovered()).containsEntry("ArmSidecar", 1);
  }

  @Test
  void aModelThatTheLibraryCannotPlayIsRefused() {
    Model drops = Graphs.model("only-drop");

    assertThat(ReplayRun.canPlay(drops)).isFalse();
    assertThatThrownBy(() -> run(drops, aloneGraph, UnaryOperator.identity()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("OnlyDrop");
    assertThat(ReplayRun.canPlay(KINDS)).isTrue();
    assertThat(ReplayRun.canPlayOnTables(KINDS)).isFalse();
  }

  private static ReplayRun run(Model model, StateGraph graph, UnaryOperator<Stores> fault) {
    return new ReplayRun(model, graph, fault, (covered, all) -> {});
  }
}
