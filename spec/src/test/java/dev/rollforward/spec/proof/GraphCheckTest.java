package dev.rollforward.spec.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.model.Lane;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.tlc.TlcOptions;
import dev.rollforward.spec.tlc.TlcRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The proof is about the protocol of {@code Rollforward.tla} and the contract of {@code
 * AtomicCommit.tla}: its actions are those, and what TLC finds in small models fits it. Larger ones
 * are compared with {@code -Drollforward.proof.graphs=long}.
 */
class GraphCheckTest {
  private static final Proof PROOF = Proof.in(Path.of("proof"));

  /**
   * Where the proof allows for more, on purpose: no bound on crashes and on foreign commits, a put
   * of a sidecar that takes effect again, a compare-and-set that is lost although nothing has
   * moved, a writer that gives up or is refused early, commits side by side, decisions that are
   * forgotten by whichever manifest is put, a sweep that looks at any operation, and a repair or a
   * fresh start whatever lies above the pin.
   */
  private static final Set<String> WIDER =
      Set.of(
          "ArmSidecar",
          "ArriveCommit",
          "ArriveSidecar",
          "CommitForeign",
          "CommitTable",
          "CrashSweep",
          "CrashWriter",
          "LoseAnswerOfArm",
          "LoseAnswerOfCommit",
          "LoseAnswerOfPublish",
          "PrepareTable",
          "Publish",
          "ReadBackTable",
          "Refuse",
          "RepairTable",
          "Restart",
          "SweepFenceTable",
          "SweepListSidecars",
          "SweepReadManifest",
          "SweepRollBack",
          "SweepRollForward",
          "TakeSnapshot");

  /** What the code does only along with a put, or only if it has to. */
  private static final Set<String> NOT_AT_WILL_AS_CODED = Set.of("ForgetDecision", "LosePublish");

  @TempDir Path folder;

  @Test
  void everyActionOfTheSpecificationIsOneHereAndTheOtherWayRound() {
    SpecFiles.bundled().unpackTo(folder);

    assertThat(PROOF.unmatchedActions(folder)).isEmpty();
  }

  @Test
  void oneOperationWithCrashesAndLostAnswers() {
    GraphReport report =
        compare(
            "Alone",
            Map.of(
                "LostAnswers",
                "TRUE",
                "ListsFirst",
                "TRUE",
                "MaxCrashes",
                "1",
                "WritersDie",
                "TRUE",
                "Strangers",
                "1"),
            true);

    assertThat(report.states()).isGreaterThan(2_000);
    assertThat(actions(report.wider())).isSubsetOf(WIDER);
  }

  @Test
  @Tag("long")
  void severalCommitsToOneTable() {
    GraphReport report =
        compare("ChainAlone", Map.of("LostAnswers", "TRUE", "MaxCrashes", "1"), true);

    assertThat(actions(report.wider())).isSubsetOf(WIDER);
    assertThat(report.taken()).containsKeys("LoseAnswerOfCommit", "ReadBackTable");
  }

  @Test
  @Tag("long")
  void aDropBesideAnAppend() {
    GraphReport report = compare("OnlyDrop", Map.of("LostAnswers", "TRUE"), false);

    assertThat(report.states()).isGreaterThan(5_000);
    assertThat(report.taken()).containsKeys("Refuse", "SweepRollBack");
  }

  @Test
  void twoCreatesOfOneName() {
    compare("CreateOnly", Map.of(), false);
  }

  @Test
  @Tag("long")
  void aSnapshotBesideAnAppend() {
    compare("OnSnapshot", Map.of(), false);
  }

  @Test
  void declaredReads() {
    compare("WriteSkew", Map.of(), false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SameSequence", "OlderSequence"})
  void twoBatchesOfOneSource(String scenario) {
    GraphReport report = compare(scenario, Map.of(), false);

    assertThat(report.taken()).containsKeys("Refuse", "SweepRollForward", "SweepRollBack");
  }

  @Test
  void stagedDataThatIsCommittedAgain() {
    compare("Retry", Map.of("LostAnswers", "TRUE"), false);
  }

  @Test
  void aStepThatTheProofDoesNotAllowIsToldWithItsStateAndReason() {
    Model model = model("Alone", Map.of());
    StateGraph graph = graph(model);
    StateGraph.Step publish =
        graph.steps().stream().filter(s -> s.action().equals("Publish")).findFirst().orElseThrow();
    StateGraph wrong =
        new StateGraph(graph.states(), List.of(new StateGraph.Step(0, "Publish", publish.to())));

    GraphReport report = PROOF.compare(model, wrong, false);

    assertThat(report.agrees()).isFalse();
    assertThat(report.mismatches().get(0))
        .contains("Publish is no step of the proof", "wpc", "demands");
  }

  @Test
  void theSmallestModelThatIsReplayedOnTheCode() {
    GraphReport report = compare(named("replay-alone"), true);

    Set<String> wider = new TreeSet<>(WIDER);
    wider.addAll(NOT_AT_WILL_AS_CODED);
    assertThat(actions(report.wider())).isSubsetOf(wider);
  }

  /** The models of the smoke lane that are compared state by state and step by step at leisure. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "replay",
        "two-commits-refinement",
        "drop",
        "only-drop",
        "create-only",
        "snapshot",
        "reads",
        "sweeps-alone",
        "repeats-alone"
      })
  @EnabledIfSystemProperty(named = "rollforward.proof.graphs", matches = "long")
  void aLargerModel(String name) {
    compare(named(name), false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Alone", "WriteSkew", "CreateOnly", "OnlyDrop", "OnSnapshot", "SameSequence"})
  void theContractIsThatOfTheSpecificationBothWays(String scenario) throws IOException {
    GraphReport report = PROOF.compareContract(scenario, contractGraph(scenario));

    System.out.printf(
        Locale.ROOT,
        "contract against TLC, %s: %,d states, %,d steps%n",
        scenario,
        report.states(),
        report.edges());
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.wider()).isEmpty();
    assertThat(report.taken()).containsKeys("Begin", "Commit", "Abort", "Reply", "Doubt");
  }

  @Test
  void aStepThatTheContractDoesNotAllowIsTold() throws IOException {
    StateGraph graph = contractGraph("Alone");
    StateGraph.Step commit =
        graph.steps().stream().filter(s -> s.action().equals("Commit")).findFirst().orElseThrow();
    StateGraph wrong =
        new StateGraph(graph.states(), List.of(new StateGraph.Step(0, "Commit", commit.to())));

    GraphReport report = PROOF.compareContract("Alone", wrong);

    assertThat(report.mismatches().get(0)).contains("Commit is no step of the proof", "demands");
    assertThat(report.wider()).isNotEmpty();
  }

  /** AtomicCommit.tla by itself, over a scenario. */
  private StateGraph contractGraph(String scenario) throws IOException {
    SpecFiles.bundled().unpackTo(folder);
    Files.writeString(
        folder.resolve("ContractAlone.tla"),
        """
        ---- MODULE ContractAlone ----
        EXTENDS Scenarios
        VARIABLES visible, based, complete, doubted, verdict, reply
        Contract == INSTANCE AtomicCommit WITH
            InitialRows <- [t \\in Tables |-> IF t \\in Created THEN <<0>> ELSE <<>>]
        vars == Contract!vars
        Next ==
            \\E o \\in Ops :
                \\/ Contract!Begin(o) \\/ Contract!Complete(o) \\/ Contract!Doubt(o)
                \\/ Contract!Relent(o) \\/ Contract!Commit(o) \\/ Contract!Abort(o)
                \\/ Contract!Reply(o)
        Spec == Contract!Init /\\ [][Next]_vars
        TypeOK == complete \\subseteq Ops
        ====
        """);
    Model model =
        new Model(
            "contract",
            "ContractAlone",
            List.of(Lane.SIMULATION),
            "the contract by itself",
            Map.of("Scenario", '"' + scenario + '"'),
            null,
            null,
            null,
            "Spec",
            List.of("TypeOK"),
            List.of(),
            false,
            false,
            null,
            null);
    return new TlcRunner(folder, folder, TlcOptions.defaults().withBrief(true))
        .graph(model, progress -> {});
  }

  private static Model named(String name) {
    return SpecFiles.bundled().manifest().of("Rollforward").models().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private GraphReport compare(String scenario, Map<String, String> constants, boolean bothWays) {
    return compare(model(scenario, constants), bothWays);
  }

  private GraphReport compare(Model model, boolean bothWays) {
    StateGraph graph = graph(model);
    GraphReport report = PROOF.compare(model, graph, bothWays);
    System.out.printf(
        Locale.ROOT,
        "proof against TLC, %s: %,d states, %,d steps%n",
        model.name(),
        report.states(),
        report.edges());
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.taken().values().stream().mapToInt(Integer::intValue).sum())
        .isGreaterThanOrEqualTo(report.edges());
    return report;
  }

  private static Set<String> actions(Map<String, Integer> steps) {
    Set<String> actions = new TreeSet<>();
    steps.keySet().forEach(step -> actions.add(step.replaceAll("\\.\\d+$", "")));
    return actions;
  }

  private static Model model(String scenario, Map<String, String> constants) {
    Map<String, String> all = new TreeMap<>(constants);
    all.put("Scenario", '"' + scenario + '"');
    return SpecFiles.bundled().manifest().of("Rollforward").models().stream()
        .filter(model -> model.name().equals("smoke"))
        .findFirst()
        .orElseThrow()
        .variant(scenario, withDefaults(all), "Spec", List.of("TypeOK"), List.of());
  }

  private static Map<String, String> withDefaults(Map<String, String> constants) {
    Map<String, String> all = new TreeMap<>(Map.of("MaxCrashes", "0"));
    all.putAll(constants);
    return all;
  }

  private StateGraph graph(Model model) {
    SpecFiles.bundled().unpackTo(folder);
    return new TlcRunner(folder, folder, TlcOptions.defaults().withBrief(true))
        .graph(model, progress -> {});
  }
}
