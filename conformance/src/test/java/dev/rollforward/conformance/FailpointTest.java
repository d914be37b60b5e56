package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.rollforward.Action;
import dev.rollforward.conformance.FailpointScenarios.Resumes;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.testkit.Invariant;
import dev.rollforward.testkit.LanceTestStores;
import dev.rollforward.testkit.MemoryTestStores;
import dev.rollforward.testkit.PlantedFault;
import dev.rollforward.testkit.TestStores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The protocol when a step fails, or a process halts, at any failpoint. After each process every
 * {@link Invariant} is evaluated, in memory after every step.
 */
class FailpointTest {
  /** No failpoint is passed more often than that before the end of an owner's way. */
  private static final int MOST_ARRIVALS = 8;

  private static final Set<Action> FORWARD_ONLY = EnumSet.of(Action.SweepRollForward);
  private static final Set<Action> BACK_ONLY =
      EnumSet.of(Action.SweepRollBack, Action.SweepFenceTable);

  /** Where a sweep halts that no other comes to again, and where the next is halted instead. */
  private static final Map<Failpoint, Failpoint> ONCE_ONLY =
      Map.of(
          Failpoint.AfterSweepRollForward, Failpoint.BeforeSweepAudit,
          Failpoint.AfterSweepRollBack, Failpoint.BeforeSweepFenceTable,
          Failpoint.AfterSweepDeleteSidecar, Failpoint.AfterSweepListSidecars);

  private int plays;
  private int lanceGroups;
  @TempDir Path folder;

  private static int allPlays;

  @AfterAll
  static void say() {
    System.out.println("FailpointTest: " + allPlays + " plays");
  }

  private static List<Failpoint> recovery() {
    return Arrays.stream(Failpoint.values()).filter(FailpointTest::isOfRecovery).toList();
  }

  private static List<Failpoint> writer() {
    return Arrays.stream(Failpoint.values()).filter(f -> !isOfRecovery(f)).toList();
  }

  private static boolean isOfRecovery(Failpoint failpoint) {
    return failpoint.action().name().startsWith("Sweep");
  }

  /** Plays on a new group and requires that every invariant held. */
  private int play(
      Supplier<TestStores> newStores,
      boolean everyStep,
      String what,
      ToIntFunction<FailpointHarness> body) {
    try (FailpointHarness harness = new FailpointHarness(newStores.get(), everyStep)) {
      plays++;
      allPlays++;
      int result = body.applyAsInt(harness);
      if (!harness.violations().isEmpty()) {
        Violation first = harness.violations().get(0);
        fail("%s is violated: %s\n%s", first.property(), what, first.story());
      }
      return result;
    }
  }

  private boolean failsOnce(
      Supplier<TestStores> newStores,
      boolean everyStep,
      WriterScenario way,
      Failpoint failpoint,
      int nth,
      FailureMode how) {
    return play(
            newStores,
            everyStep,
            "%s, %s at %s, arrival %s".formatted(way, how, failpoint, nth),
            harness -> FailpointScenarios.failsOnce(harness, way, failpoint, nth, how) ? 1 : 0)
        > 0;
  }

  private TestStores newLanceStores() {
    return new LanceTestStores(folder.resolve("group-" + ++lanceGroups));
  }

  @ParameterizedTest
  @EnumSource(Failpoint.class)
  void everyInvariantHoldsWhateverFailsAtIt(Failpoint failpoint) {
    Map<FailureMode, Set<WriterScenario>> fired = new EnumMap<>(FailureMode.class);
    for (FailureMode how : FailureMode.values()) {
      fired.put(how, EnumSet.noneOf(WriterScenario.class));
      for (WriterScenario way : WriterScenario.values()) {
        int nth = 1;
        while (failsOnce(MemoryTestStores::new, true, way, failpoint, nth, how)) {
          fired.get(how).add(way);
          nth++;
        }
        assertThat(nth).isLessThanOrEqualTo(MOST_ARRIVALS + 1);
      }
    }

    assertThat(fired)
        .as("it is exercised")
        .allSatisfy((how, ways) -> assertThat(ways).isNotEmpty());
  }

  /** The ways on which kinds may differ: alone, beside a recovery, and overtaken. */
  private static final Set<WriterScenario> WAYS_OF_KINDS =
      EnumSet.of(
          WriterScenario.Undisturbed,
          WriterScenario.Blocked,
          WriterScenario.SweptBack,
          WriterScenario.SweptAtPublish,
          WriterScenario.PinsMoved);

  /** Every kind is stopped and left unanswered wherever it can be, and recovered. */
  @ParameterizedTest
  @EnumSource(OwnersChange.class)
  void everyInvariantHoldsWhateverFailsInAChangeOfAnyKind(OwnersChange change) {
    Set<Failpoint> fired = EnumSet.noneOf(Failpoint.class);
    for (FailureMode how : EnumSet.of(FailureMode.Halted, FailureMode.Unanswered)) {
      for (WriterScenario way : WAYS_OF_KINDS) {
        for (Failpoint failpoint : Failpoint.values()) {
          int nth = 1;
          while (failsOnce(MemoryTestStores::new, true, way, change, failpoint, nth, how)) {
            fired.add(failpoint);
            nth++;
          }
        }
      }
    }

    assertThat(fired).as("%s is stopped", change).containsAll(onTheStraightWay());
    assertThat(fired).contains(Failpoint.AfterSweepRollBack, Failpoint.AfterSweepRollForward);
  }

  private boolean failsOnce(
      Supplier<TestStores> newStores,
      boolean everyStep,
      WriterScenario way,
      OwnersChange change,
      Failpoint failpoint,
      int nth,
      FailureMode how) {
    return play(
            newStores,
            everyStep,
            "%s in %s, %s at %s, arrival %s".formatted(change, way, how, failpoint, nth),
            harness ->
                FailpointScenarios.failsOnce(harness, way, change, failpoint, nth, how) ? 1 : 0)
        > 0;
  }

  /** Of those that Lance can make of rows that tell who wrote them. */
  @ParameterizedTest
  @EnumSource(
      value = OwnersChange.class,
      names = {"ROWS", "NAMES", "DROPS"})
  void everyInvariantHoldsOnLanceWhereverAChangeOfAnyKindHalts(OwnersChange change) {
    for (Failpoint failpoint : onTheStraightWay()) {
      WriterScenario way = WriterScenario.Undisturbed;
      assertThat(
              failsOnce(this::newLanceStores, false, way, change, failpoint, 1, FailureMode.Halted))
          .as("%s is reached", failpoint)
          .isTrue();
    }
  }

  static Stream<Failpoint> writerFailpoints() {
    return writer().stream();
  }

  @ParameterizedTest
  @MethodSource("onTheStraightWay")
  void everyInvariantHoldsWhenRecoveryHaltsTwiceWhileTheOwnerStallsAtIt(Failpoint stall) {
    recoveryHaltsTwice(stall, WAYS_OF_KINDS);
  }

  /** The same on every way, wherever an owner can stall. */
  @ParameterizedTest
  @MethodSource("writerFailpoints")
  @Tag("long")
  void everyInvariantHoldsWhenRecoveryHaltsTwiceOnAnyWay(Failpoint stall) {
    recoveryHaltsTwice(stall, EnumSet.allOf(WriterScenario.class));
  }

  private void recoveryHaltsTwice(Failpoint stall, Set<WriterScenario> ways) {
    Set<List<Failpoint>> halted = new HashSet<>();
    for (WriterScenario way : ways) {
      for (int nth = 1;
          failsOnce(MemoryTestStores::new, true, way, stall, nth, FailureMode.Halted);
          nth++) {
        haltRecoveryTwice(way, stall, nth, halted);
      }
    }

    assertThat(plays).isGreaterThan(30);
    assertThat(halted).isNotEmpty();
  }

  static Stream<Failpoint> recoveryFailpoints() {
    return recovery().stream();
  }

  @ParameterizedTest
  @MethodSource("recoveryFailpoints")
  void everyInvariantHoldsWhenTheOwnerGoesOnWhileASweepStallsAtIt(Failpoint failpoint) {
    int stalls = 0;
    for (Failpoint stall : onTheStraightWay()) {
      stalls +=
          play(
              MemoryTestStores::new,
              true,
              "owner stalls at %s, goes on while a sweep stalls at %s".formatted(stall, failpoint),
              harness -> FailpointScenarios.ownerGoesOnFirst(harness, stall, failpoint) ? 1 : 0);
    }

    assertThat(stalls).isPositive();
  }

  private static List<Failpoint> onTheStraightWay() {
    Set<Action> actions =
        EnumSet.of(
            Action.ReadManifest,
            Action.PrepareTable,
            Action.ArmSidecar,
            Action.CommitTable,
            Action.Publish,
            Action.DeleteSidecar);
    return writer().stream().filter(failpoint -> actions.contains(failpoint.action())).toList();
  }

  /** A sweep that does not get to {@code first} is played once only. */
  private void haltRecoveryTwice(
      WriterScenario way, Failpoint stall, int nth, Set<List<Failpoint>> halted) {
    for (Failpoint first : recovery()) {
      List<Failpoint> once = haltsTwice(way, stall, nth, first, first, Resumes.NEVER);
      assertThat(once).isIn(List.of(), List.of(first), List.of(first, first));
      if (once.isEmpty()) {
        continue;
      }
      for (Failpoint second : way == WriterScenario.Undisturbed ? recovery() : List.of(first)) {
        for (Resumes resumes : Resumes.values()) {
          List<Failpoint> halts = haltsTwice(way, stall, nth, first, second, resumes);
          if (halts.size() == 2) {
            assertThat(halts).containsExactly(first, second);
            halted.add(halts);
          }
        }
      }
    }
  }

  /** Where sweeps were halted, in order. */
  private List<Failpoint> haltsTwice(
      WriterScenario way,
      Failpoint stall,
      int nth,
      Failpoint first,
      Failpoint second,
      Resumes resumes) {
    List<Failpoint> halts = new ArrayList<>();
    play(
        MemoryTestStores::new,
        true,
        "%s, owner stalls at %s, arrival %s; sweeps halt at %s and %s; it resumes %s"
            .formatted(way, stall, nth, first, second, resumes),
        harness -> {
          halts.addAll(
              FailpointScenarios.recoveryHaltsTwice(
                  harness, way, stall, nth, first, second, resumes));
          return halts.size();
        });
    return halts;
  }

  @ParameterizedTest
  @EnumSource(value = FailureMode.class, mode = Mode.EXCLUDE, names = "Bug")
  void everyInvariantHoldsOnLanceWhateverFails(FailureMode how) {
    for (Failpoint failpoint : Failpoint.values()) {
      WriterScenario way = firstWayTo(failpoint);
      assertThat(failsOnce(this::newLanceStores, false, way, failpoint, 1, how))
          .as("%s is reached in %s", failpoint, way)
          .isTrue();
    }
  }

  private WriterScenario firstWayTo(Failpoint failpoint) {
    return Arrays.stream(WriterScenario.values())
        .filter(
            way -> failsOnce(MemoryTestStores::new, true, way, failpoint, 1, FailureMode.Halted))
        .findFirst()
        .orElseThrow();
  }

  /**
   * With one of two tables changed it is rolled back, with both forward. A second sweep comes to
   * where the first halted, unless that one's effect has led it elsewhere: then it is halted at the
   * next place that both come to.
   */
  @ParameterizedTest
  @MethodSource("recoveryFailpoints")
  void everyInvariantHoldsOnLanceWhenRecoveryHaltsTwiceAtIt(Failpoint failpoint) {
    Failpoint second = ONCE_ONLY.getOrDefault(failpoint, failpoint);
    boolean back = !FORWARD_ONLY.contains(failpoint.action());
    boolean forward = !BACK_ONLY.contains(failpoint.action());
    assertThat(haltTwiceOnLance(failpoint, second, 1))
        .as("rolled back")
        .containsExactlyElementsOf(back ? List.of(failpoint, second) : List.of());
    assertThat(haltTwiceOnLance(failpoint, second, 2))
        .as("rolled forward")
        .containsExactlyElementsOf(forward ? List.of(failpoint, second) : List.of());
  }

  private List<Failpoint> haltTwiceOnLance(Failpoint first, Failpoint second, int commits) {
    List<Failpoint> halts = new ArrayList<>();
    play(
        this::newLanceStores,
        false,
        "sweeps halt at %s and %s after commit %s".formatted(first, second, commits),
        harness -> {
          halts.addAll(
              FailpointScenarios.recoveryHaltsTwice(
                  harness,
                  WriterScenario.Undisturbed,
                  Failpoint.AfterCommitTable,
                  commits,
                  first,
                  second,
                  Resumes.AFTER_SECOND_HALT));
          return halts.size();
        });
    return halts;
  }

  /** What finds nothing in a broken protocol would find nothing in ours either. */
  @ParameterizedTest
  @EnumSource(PlantedFault.class)
  void aPlantedFaultIsCaughtByItsProperty(PlantedFault fault) {
    Set<String> violated = new TreeSet<>();
    for (Failpoint failpoint : Failpoint.values()) {
      for (WriterScenario way : WriterScenario.values()) {
        violated.addAll(
            violatedBy(
                fault,
                harness ->
                    FailpointScenarios.failsOnce(harness, way, failpoint, 1, FailureMode.Halted)));
      }
    }
    for (Failpoint failpoint : recovery()) {
      violated.addAll(
          violatedBy(
              fault,
              harness ->
                  FailpointScenarios.ownerGoesOnFirst(
                      harness, Failpoint.BeforePublish, failpoint)));
    }

    assertThat(violated).contains(fault.breaks().name());
  }

  private static List<String> violatedBy(PlantedFault fault, Consumer<FailpointHarness> play) {
    try (FailpointHarness harness =
        new FailpointHarness(
            new MemoryTestStores(), true, fault.plant(), UnaryOperator.identity(), event -> {})) {
      play.accept(harness);
      return harness.violations().stream().map(Violation::property).toList();
    }
  }
}
