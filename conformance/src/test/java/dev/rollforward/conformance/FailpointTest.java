package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.rollforward.conformance.FailpointPlay.Resumes;
import dev.rollforward.engine.Action;
import dev.rollforward.engine.Failpoint;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The protocol when a step fails, or a process halts, at any failpoint. After each process every
 * {@link Invariant} is evaluated, in memory after every step.
 */
class FailpointTest {
  /** No failpoint is passed more often than that before the end of an owner's way. */
  private static final int MOST_ARRIVALS = 8;

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
      Supplier<TestBed> beds, boolean everyStep, String what, ToIntFunction<FailpointRig> body) {
    try (FailpointRig rig = new FailpointRig(beds.get(), everyStep)) {
      plays++;
      allPlays++;
      int result = body.applyAsInt(rig);
      if (!rig.violations().isEmpty()) {
        Violation first = rig.violations().get(0);
        fail("%s is violated: %s\n%s", first.property(), what, first.story());
      }
      return result;
    }
  }

  private boolean failsOnce(
      Supplier<TestBed> beds,
      boolean everyStep,
      Way way,
      Failpoint failpoint,
      int nth,
      Failing how) {
    return play(
            beds,
            everyStep,
            "%s, %s at %s, arrival %d".formatted(way, how, failpoint, nth),
            rig -> FailpointPlay.failsOnce(rig, way, failpoint, nth, how) ? 1 : 0)
        > 0;
  }

  private TestBed newLanceBed() {
    return new LanceBed(folder.resolve("group-" + ++lanceGroups));
  }

  @ParameterizedTest
  @EnumSource(Failpoint.class)
  void everyInvariantHoldsWhateverFailsAtIt(Failpoint failpoint) {
    Map<Failing, Set<Way>> fired = new EnumMap<>(Failing.class);
    for (Failing how : Failing.values()) {
      fired.put(how, EnumSet.noneOf(Way.class));
      for (Way way : Way.values()) {
        int nth = 1;
        while (failsOnce(MemoryBed::new, true, way, failpoint, nth, how)) {
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

  static Stream<Failpoint> writerFailpoints() {
    return writer().stream();
  }

  @ParameterizedTest
  @MethodSource("writerFailpoints")
  void everyInvariantHoldsWhenRecoveryHaltsTwiceWhileTheOwnerStallsAtIt(Failpoint stall) {
    Set<Failpoint> halted = new TreeSet<>();
    for (Way way : Way.values()) {
      for (int nth = 1; failsOnce(MemoryBed::new, true, way, stall, nth, Failing.Halted); nth++) {
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
              MemoryBed::new,
              true,
              "owner stalls at %s, goes on while a sweep stalls at %s".formatted(stall, failpoint),
              rig -> FailpointPlay.ownerGoesOnFirst(rig, stall, failpoint) ? 1 : 0);
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
  private void haltRecoveryTwice(Way way, Failpoint stall, int nth, Set<Failpoint> halted) {
    for (Failpoint first : recovery()) {
      if (haltsTwice(way, stall, nth, first, first, Resumes.NEVER) == 0) {
        continue;
      }
      for (Failpoint second : way == Way.Undisturbed ? recovery() : List.of(first)) {
        for (Resumes resumes : Resumes.values()) {
          if (haltsTwice(way, stall, nth, first, second, resumes) == 2) {
            halted.add(first);
            halted.add(second);
          }
        }
      }
    }
  }

  private int haltsTwice(
      Way way, Failpoint stall, int nth, Failpoint first, Failpoint second, Resumes resumes) {
    return play(
        MemoryBed::new,
        true,
        "%s, owner stalls at %s, arrival %d; sweeps halt at %s and %s; it resumes %s"
            .formatted(way, stall, nth, first, second, resumes),
        rig -> FailpointPlay.recoveryHaltsTwice(rig, way, stall, nth, first, second, resumes));
  }

  @Test
  void everyInvariantHoldsOnLanceWhereverAProcessHalts() {
    for (Failpoint failpoint : Failpoint.values()) {
      Way way = firstWayTo(failpoint);
      assertThat(failsOnce(this::newLanceBed, false, way, failpoint, 1, Failing.Halted))
          .as("%s is reached in %s", failpoint, way)
          .isTrue();
    }
  }

  private Way firstWayTo(Failpoint failpoint) {
    return Arrays.stream(Way.values())
        .filter(way -> failsOnce(MemoryBed::new, true, way, failpoint, 1, Failing.Halted))
        .findFirst()
        .orElseThrow();
  }

  /** With one of two tables changed it is rolled back, with both forward. */
  @Test
  void everyInvariantHoldsOnLanceWhenRecoveryHaltsTwiceAtIt() {
    for (Failpoint failpoint : recovery()) {
      int atFirst = haltTwiceOnLance(failpoint, 1);
      int atSecond = haltTwiceOnLance(failpoint, 2);
      assertThat(atFirst + atSecond).as("halts at %s", failpoint).isPositive();
    }
  }

  private int haltTwiceOnLance(Failpoint failpoint, int commits) {
    return play(
        this::newLanceBed,
        false,
        "sweeps halt twice at %s after commit %d".formatted(failpoint, commits),
        rig ->
            FailpointPlay.recoveryHaltsTwice(
                rig,
                Way.Undisturbed,
                Failpoint.AfterCommitTable,
                commits,
                failpoint,
                failpoint,
                Resumes.AFTER_SECOND_HALT));
  }

  /** What finds nothing in a broken protocol would find nothing in ours either. */
  @ParameterizedTest
  @EnumSource(PlantedFault.class)
  void aPlantedFaultIsCaughtByItsProperty(PlantedFault fault) {
    Set<String> violated = new TreeSet<>();
    for (Failpoint failpoint : Failpoint.values()) {
      for (Way way : Way.values()) {
        violated.addAll(
            violatedBy(
                fault, rig -> FailpointPlay.failsOnce(rig, way, failpoint, 1, Failing.Halted)));
      }
    }
    for (Failpoint failpoint : recovery()) {
      violated.addAll(
          violatedBy(
              fault,
              rig -> FailpointPlay.ownerGoesOnFirst(rig, Failpoint.BeforePublish, failpoint)));
    }

    assertThat(violated).contains(fault.breaks().name());
  }

  private static List<String> violatedBy(PlantedFault fault, Consumer<FailpointRig> play) {
    try (FailpointRig rig =
        new FailpointRig(
            new MemoryBed(), true, fault.plant(), UnaryOperator.identity(), event -> {})) {
      play.accept(rig);
      return rig.violations().stream().map(Violation::property).toList();
    }
  }
}
