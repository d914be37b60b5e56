package dev.rollforward.spec.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.spec.Toy;
import dev.rollforward.spec.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One JVM after many runs says what a fresh one says. */
@Timeout(60)
class ReusedTlcTest {
  private static final TlcOptions OPTIONS =
      TlcOptions.defaults().withHeapMegabytes(128).withBrief(true);
  private static final Model HOLDS = Toy.counter(List.of("TypeOK"), List.of());
  private static final Model BREAKS =
      Toy.counter(List.of("TypeOK", "Bounded"), List.of(), "Overshoot");
  private static final Model STEPS = Toy.counter(List.of("TypeOK"), List.of("StepsByOne"));
  private static final Model LEAPS = Toy.counter(List.of("TypeOK"), List.of("StepsByOne"), "Leap");
  private static final Model LIVES = Toy.counter(List.of("TypeOK"), List.of("ReachesMax"));
  private static final Model STALLS = Toy.counter(List.of("TypeOK"), List.of("ReachesMax"), "Slip");

  @TempDir Path modules;
  @TempDir Path workspace;

  @BeforeEach
  void unpack() {
    Toy.files().unpackTo(modules);
  }

  @AfterEach
  void leavesNothingBehind() throws IOException {
    try (var left = Files.list(workspace)) {
      assertThat(left).isEmpty();
    }
  }

  private TlcResult fresh(Model model) {
    return new TlcRunner(modules, workspace, OPTIONS).run(model, TlcListener.NONE);
  }

  private static void assertAlike(TlcResult one, TlcResult other) {
    assertThat(one).hasSameClassAs(other);
    assertThat(one.stats().distinct()).isEqualTo(other.stats().distinct());
    assertThat(one.stats().generated()).isEqualTo(other.stats().generated());
    assertThat(one.stats().depth()).isEqualTo(other.stats().depth());
    if (one instanceof TlcResult.Violated violated) {
      assertThat(violated.suspects()).isEqualTo(((TlcResult.Violated) other).suspects());
      assertThat(violated.trace()).isEqualTo(((TlcResult.Violated) other).trace());
    }
  }

  @Test
  void everyRunIsLikeTheFirst() {
    TlcResult holds = fresh(HOLDS);
    TlcResult breaks = fresh(BREAKS);
    TlcResult steps = fresh(STEPS);
    TlcResult leaps = fresh(LEAPS);
    assertThat(breaks).isInstanceOf(TlcResult.Violated.class);
    assertThat(leaps).isInstanceOf(TlcResult.Violated.class);
    try (ReusedTlc tlc = new ReusedTlc(modules, workspace, OPTIONS)) {
      for (int i = 0; i < 3; i++) {
        assertAlike(tlc.run(HOLDS, TlcListener.NONE), holds);
        assertAlike(tlc.run(LEAPS, TlcListener.NONE), leaps);
        assertAlike(tlc.run(BREAKS, TlcListener.NONE), breaks);
        assertAlike(tlc.run(STEPS, TlcListener.NONE), steps);
      }
    }
  }

  /** In another module the same name may be a variable, or another definition. */
  @Test
  void anotherModuleAndWhatFollowsAFailureGetsAnotherJvm() {
    Model missing = Toy.counter(List.of("NoSuchInvariant"), List.of());
    Model trouble = Toy.trouble("assertion");
    try (ReusedTlc tlc = new ReusedTlc(modules, workspace, OPTIONS)) {
      assertThat(tlc.run(HOLDS, TlcListener.NONE)).isInstanceOf(TlcResult.Held.class);
      assertThat(tlc.run(missing, TlcListener.NONE)).isInstanceOf(TlcResult.BadSpec.class);
      assertAlike(tlc.run(trouble, TlcListener.NONE), fresh(trouble));
      assertAlike(tlc.run(HOLDS, TlcListener.NONE), fresh(HOLDS));
    }
  }

  @Test
  void whatTakesTooLongIsGivenUpAndTheNextRunIsWhole() {
    TlcOptions hasty = OPTIONS.withTimeout(Duration.ofSeconds(3));
    try (ReusedTlc tlc = new ReusedTlc(modules, workspace, hasty)) {
      assertThat(tlc.run(Toy.trouble("endless"), TlcListener.NONE))
          .isInstanceOfSatisfying(
              TlcResult.Unfinished.class,
              unfinished -> assertThat(unfinished.reason()).contains("gave up after 3 s"));
      assertThat(tlc.run(HOLDS, TlcListener.NONE)).isInstanceOf(TlcResult.Held.class);
    }
  }

  @Test
  void livenessCoverageAndSimulationAreNotForIt() {
    Set<String> live = Set.of("ReachesMax");
    assertThat(ReusedTlc.suits(STEPS, live)).isTrue();
    assertThat(ReusedTlc.suits(LIVES, live)).isFalse();
    assertThat(ReusedTlc.suits(Toy.CLIMB, Set.of())).as("coverage").isFalse();
    assertThat(ReusedTlc.suits(Toy.MANIFEST.only("wander").models().get(0), Set.of())).isFalse();
  }

  /** After a violation of liveness TLC checks none of it any more in the same JVM. */
  @Test
  void livenessThatNobodyDeclaredEndsTheJvm() {
    TlcResult lives = fresh(LIVES);
    TlcResult stalls = fresh(STALLS);
    assertThat(stalls)
        .isInstanceOfSatisfying(
            TlcResult.Violated.class,
            violated -> assertThat(violated.kind()).isEqualTo(TlcResult.Kind.LIVENESS));
    try (ReusedTlc tlc = new ReusedTlc(modules, workspace, OPTIONS)) {
      for (int i = 0; i < 2; i++) {
        assertAlike(tlc.run(STALLS, TlcListener.NONE), stalls);
        assertAlike(tlc.run(LIVES, TlcListener.NONE), lives);
        assertAlike(tlc.run(STEPS, TlcListener.NONE), fresh(STEPS));
      }
    }
  }
}
