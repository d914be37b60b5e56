package dev.rollforward.spec.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.spec.Toy;
import dev.rollforward.spec.model.Expectation;
import dev.rollforward.spec.model.ExpectedRange;
import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.Lane;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.Scene;
import dev.rollforward.spec.model.Selection;
import dev.rollforward.spec.model.Simulation;
import dev.rollforward.spec.model.SpecModule;
import dev.rollforward.spec.report.CoverageOutcome;
import dev.rollforward.spec.report.FaultOutcome;
import dev.rollforward.spec.report.LaneReport;
import dev.rollforward.spec.report.ModelOutcome;
import dev.rollforward.spec.report.Outcome;
import dev.rollforward.spec.report.SceneOutcome;
import dev.rollforward.spec.report.Verdict;
import dev.rollforward.spec.tlc.TlcOptions;
import dev.rollforward.spec.tlc.TlcResult;
import dev.rollforward.spec.tlc.TlcStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks whole selections with TLC itself. */
@Timeout(60)
class LaneCheckTest {
  @TempDir Path workspace;

  private final Queue<String> events = new ConcurrentLinkedQueue<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final LaneListener recorder =
      new LaneListener() {
        @Override
        public void started(String name) {
          events.add("started " + name);
          begun.countDown();
        }

        @Override
        public void finished(Outcome outcome) {
          events.add(outcome.verdict().label() + " " + outcome.name());
        }
      };

  @AfterEach
  void leavesNothingBehind() throws IOException {
    try (var left = Files.list(workspace)) {
      assertThat(left).isEmpty();
    }
  }

  private LaneOptions options() {
    TlcOptions tlc = TlcOptions.defaults().withHeapMegabytes(128).withBrief(true);
    return new LaneOptions(workspace, tlc.withWorkers(2), tlc, 2, true, 7);
  }

  private LaneReport check(Selection selection) {
    return new LaneCheck(Toy.files(), options()).run(selection, recorder);
  }

  private static Selection.Injection fault(
      String name, String breaks, int maxLength, Map<String, String> overrides) {
    Fault fault =
        new Fault(
            name,
            "climb",
            Fault.Kind.FAULT,
            overrides,
            null,
            List.of(Lane.SMOKE),
            breaks,
            "sentence",
            maxLength);
    boolean invariant = Toy.CLIMB.invariants().contains(breaks);
    return new Selection.Injection(fault, Toy.CLIMB, fault.injectedInto(Toy.CLIMB, invariant));
  }

  private static Model expecting(ExpectedRange distinct, ExpectedRange depth) {
    Model m = Toy.CLIMB;
    return new Model(
        "climb",
        m.module(),
        m.lanes(),
        m.sentence(),
        m.constants(),
        null,
        null,
        null,
        m.specification(),
        m.invariants(),
        List.of(),
        m.deadlock(),
        false,
        null,
        new Expectation(distinct, depth));
  }

  @Test
  void aGoodLaneHolds() {
    LaneReport report = check(Toy.files().manifest().lane(Lane.SMOKE));
    assertThat(report.outcomes())
        .extracting(Outcome::explain)
        .containsExactly(
            "held: explored 10 distinct states to depth 4",
            "all 2 actions are taken",
            "caught by Bounded in 4 steps",
            "caught by Climbs in 2 steps",
            "caught by ReachesMax in 1 step",
            "caught by ReachesMax in 2 steps",
            "AtMax is reached in 3 steps");
    assertThat(report.verdict()).isEqualTo(Verdict.HELD);
    assertThat(report.verdict().exitCode()).isZero();
    assertThat(events)
        .contains("started climb", "held climb")
        .contains("started Leap", "held Leap", "started Top", "held Top")
        .endsWith("held Counter");
    // What a shared JVM does not find is sought again, so one may start twice.
    assertThat(events).filteredOn(event -> event.startsWith("held ")).hasSize(7);
    assertThat(events.stream().filter(event -> event.startsWith("started ")).distinct()).hasSize(6);
  }

  @Test
  void aFaultThatNothingCatchesOrAnotherPropertyCatchesIsRed() {
    LaneReport report =
        check(
            Selection.of(
                "bad faults",
                List.of(),
                List.of(
                    fault("more", "Bounded", 9, Map.of("Max", "4")),
                    fault("garbled", "Climbs", 9, Map.of("Garble", "TRUE")),
                    fault("late", "Climbs", 2, Map.of("Leap", "TRUE")))));
    assertThat(report.faults())
        .extracting(FaultOutcome::explain)
        .containsExactly(
            "not caught by Bounded: it held in all of 15 distinct states",
            "not caught by Climbs: TypeOK broke instead",
            "not caught: Climbs breaks only after 2 steps, which is more than 1");
    assertThat(report.faults()).allMatch(outcome -> outcome.verdict() == Verdict.VIOLATED);
    assertThat(report.verdict().exitCode()).isEqualTo(1);
  }

  @Test
  void aModelOutsideItsBandsIsRed() {
    Model small = expecting(new ExpectedRange(11, 20), new ExpectedRange(4, 4));
    Model shallow = expecting(new ExpectedRange(10, 10), new ExpectedRange(5, 9));
    LaneReport report = check(Selection.of("bands", List.of(small, shallow), List.of()));
    assertThat(report.models()).noneMatch(ModelOutcome::bandsOk);
    assertThat(report.models().get(0).explain())
        .isEqualTo(
            "explored 10 distinct states to depth 4, which should be 11 to 20 states"
                + " and depth 4 to 4");
    assertThat(report.models()).allMatch(outcome -> outcome.verdict() == Verdict.VIOLATED);
  }

  @Test
  void aViolatedModelIsRed() {
    Model broken = Toy.counter(List.of("TypeOK", "NeverTwo"), List.of());
    LaneReport report = check(Selection.of("broken", List.of(broken), List.of()));
    assertThat(report.models().get(0).explain()).isEqualTo("NeverTwo is violated after 2 steps");
    assertThat(report.verdict()).isEqualTo(Verdict.VIOLATED);
  }

  @Test
  void nothingToCheckIsNoSuccess() {
    assertThat(check(Toy.files().manifest().lane(Lane.EXHAUSTIVE)).verdict())
        .isEqualTo(Verdict.USAGE);
  }

  @Test
  void anInterruptLeavesTheRestUnfinished() throws Exception {
    List<Selection.Injection> faults = Toy.files().manifest().lane(Lane.SMOKE).faults();
    FutureTask<LaneReport> task =
        new FutureTask<>(() -> check(Selection.of("cut", List.of(Toy.trouble("endless")), faults)));
    Thread thread = new Thread(task);
    thread.start();
    begun.await();
    thread.interrupt();
    LaneReport report = task.get();
    assertThat(report.outcomes()).hasSize(5);
    assertThat(report.outcomes()).allMatch(outcome -> outcome.verdict() == Verdict.UNKNOWN);
    assertThat(report.verdict().exitCode()).isEqualTo(3);
  }

  @Test
  void whatAListenerThrowsReachesTheCaller() {
    LaneListener failing =
        new LaneListener() {
          @Override
          public void finished(Outcome outcome) {
            throw new IllegalStateException("cannot print " + outcome.name());
          }
        };
    Selection faults =
        Selection.of(
            "faults", List.of(), Toy.files().manifest().lane(Lane.SMOKE).faults().subList(0, 1));
    assertThatThrownBy(() -> new LaneCheck(Toy.files(), options()).run(faults, failing))
        .hasMessage("cannot print Overshoot");
  }

  private static Selection.Staging scene(String reaches, int maxLength) {
    return new Selection.Staging(
        new Scene("scene", "climb", Map.of(), List.of(Lane.SMOKE), reaches, "sentence", maxLength),
        Toy.CLIMB);
  }

  @Test
  void aSceneThatNeverHappensOrComesTooLateIsRed() {
    LaneReport report =
        check(
            new Selection(
                "scenes",
                List.of(),
                List.of(),
                List.of(scene("FarBeyond", 9), scene("AtMax", 3), scene("Missing", 9)),
                List.of()));
    assertThat(report.scenes())
        .extracting(SceneOutcome::verdict)
        .containsExactly(Verdict.VIOLATED, Verdict.VIOLATED, Verdict.USAGE);
    assertThat(report.scenes().get(0).explain())
        .isEqualTo(
            "FarBeyond never happens in all of 10 distinct states: whatever is claimed of it is"
                + " vacuous");
    assertThat(report.scenes().get(1).explain())
        .isEqualTo("AtMax is reached only in 3 steps, which is more than 2");
    assertThat(report.scenes().get(2).explain()).contains("NeverMissing");
  }

  private LaneReport covered(Model model, String... faultActions) {
    SpecModule m = Toy.MANIFEST.module("Counter");
    SpecModule module =
        new SpecModule(
            m.module(),
            m.design(),
            m.blocks(),
            m.faultModule(),
            m.constants(),
            m.specification(),
            m.invariants(),
            m.properties(),
            List.of(faultActions),
            m.actors());
    return check(new Selection("cover", List.of(model), List.of(), List.of(), List.of(module)));
  }

  @Test
  void anActionThatIsNeverTakenIsRed() {
    LaneReport report = covered(Toy.CLIMB, "Jump", "Exceed", "FallBack");
    assertThat(report.models().get(0).verdict()).isEqualTo(Verdict.HELD);
    assertThat(report.coverage().get(0).explain()).isEqualTo("never taken: Scramble, Never");
    assertThat(report.verdict()).isEqualTo(Verdict.VIOLATED);
  }

  @Test
  void aFaultActionThatIsTakenOrDoesNotExistIsRed() {
    String[] exempt = {"Jump", "Exceed", "FallBack", "Scramble", "Never"};
    assertThat(
            covered(Toy.CLIMB, "Jump", "Exceed", "FallBack", "Scramble", "Never", "Reset")
                .coverage()
                .get(0)
                .explain())
        .isEqualTo("taken without a fault: Reset");
    String[] more = Arrays.copyOf(exempt, 6);
    more[5] = "Renamed";
    CoverageOutcome outcome = covered(Toy.CLIMB, more).coverage().get(0);
    assertThat(outcome.explain())
        .isEqualTo("no such actions, though faultActions has them: Renamed");
    assertThat(outcome.verdict()).isEqualTo(Verdict.VIOLATED);
  }

  @Test
  void coverageOfAModelThatIsNotExploredIsUnknown() {
    ModelOutcome cut =
        new ModelOutcome(Toy.CLIMB, new TlcResult.Unfinished("killed", TlcStats.none()), 0);
    CoverageOutcome outcome = new CoverageOutcome(Toy.MANIFEST.module("Counter"), List.of(cut));
    assertThat(outcome.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(outcome.explain()).contains("climb");
  }

  @Test
  void aSimulationHolds() {
    LaneReport report = check(Toy.MANIFEST.lane(Lane.SIMULATION));
    assertThat(report.outcomes())
        .extracting(Outcome::explain)
        .containsExactly("no violation in 50 random behaviours, 1001 states; seed 7");
    assertThat(report.verdict()).isEqualTo(Verdict.HELD);
  }

  /** The counter of the toy lane with two hundred states to go wrong in, at random. */
  private ModelOutcome wandering(long seed) {
    Model m = Toy.MANIFEST.only("wander").models().get(0);
    Map<String, String> constants = new HashMap<>(m.constants());
    constants.putAll(Map.of("Max", "200", "Slip", "TRUE", "Leap", "TRUE"));
    Model model =
        new Model(
            "wandering",
            m.module(),
            m.lanes(),
            m.sentence(),
            constants,
            null,
            null,
            null,
            m.specification(),
            m.invariants(),
            m.properties(),
            false,
            false,
            new Simulation(200, 100),
            null);
    return new LaneCheck(Toy.files(), options().withSeed(seed))
        .run(Selection.of("wandering", List.of(model), List.of()), recorder)
        .models()
        .get(0);
  }

  @Test
  void theSameSeedFindsTheSameCounterexample() {
    ModelOutcome first = wandering(4711);
    assertThat(first.verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(first.explain())
        .isEqualTo("StepsByOne is violated after " + first.trace().steps() + " steps; seed 4711");
    assertThat(wandering(4711).trace()).isEqualTo(first.trace());
    assertThat(wandering(4712).trace()).isNotEqualTo(first.trace());
  }
}
