package dev.rollforward.spec.tlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.spec.Toy;
import dev.rollforward.spec.UsageException;
import dev.rollforward.spec.model.Lane;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.trace.Trace;
import dev.rollforward.spec.trace.TraceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs TLC itself. */
class TlcRunnerTest {
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

  private TlcResult run(Model model) {
    return run(model, TlcOptions.defaults().withHeapMegabytes(128).withBrief(true));
  }

  private TlcResult run(Model model, TlcOptions options) {
    return new TlcRunner(modules, workspace, options).run(model, TlcListener.NONE);
  }

  @Test
  void held() {
    TlcResult result =
        run(
            Toy.CLIMB,
            TlcOptions.defaults().withHeapMegabytes(128).withWorkers(2).withCoverage(true));
    assertThat(result).isInstanceOf(TlcResult.Held.class);
    assertThat(result.stats().distinct()).isEqualTo(10);
    assertThat(result.stats().depth()).isEqualTo(4);
    assertThat(result.stats().idleActions())
        .containsExactly("Jump", "Exceed", "FallBack", "Scramble", "Never");
  }

  @Test
  void coverageIsEmptyUnlessAskedFor() {
    assertThat(run(Toy.counter(List.of("TypeOK"), List.of())).stats().coverage()).isEmpty();
  }

  @Test
  void namesTheRefinementAmongSeveralProperties() {
    TlcResult result = run(Toy.counter(List.of("TypeOK"), List.of("ReachesMax", "Climbs"), "Leap"));
    assertThat(result)
        .isInstanceOfSatisfying(
            TlcResult.Violated.class,
            violated -> {
              assertThat(violated.isKnownToBe("Climbs")).isTrue();
              assertThat(violated.kind()).isEqualTo(TlcResult.Kind.STEP);
              assertThat(violated.trace().states())
                  .extracting(TraceState::action)
                  .containsExactly("Initial predicate", "Inc", "Jump");
            });
  }

  @Test
  void namesTheLivenessPropertyAmongSeveral() {
    TlcResult result = run(Toy.counter(List.of(), List.of("ReachesMax", "ReachesSeven")));
    assertThat(result)
        .isInstanceOfSatisfying(
            TlcResult.Violated.class,
            violated -> {
              assertThat(violated.isKnownToBe("ReachesSeven")).isTrue();
              assertThat(violated.kind()).isEqualTo(TlcResult.Kind.LIVENESS);
              assertThat(violated.trace().ending()).isEqualTo(new Trace.BackTo(0, "Reset"));
            });
  }

  @Test
  void deadlock() {
    assertThat(run(Toy.trouble("deadlock"))).isInstanceOf(TlcResult.Deadlocked.class);
  }

  @Test
  void badModuleAndBadConfiguration() {
    Model unparsable =
        new Model(
            "unparsable",
            "Unparsable",
            List.of(Lane.SMOKE),
            "sentence",
            Map.of(),
            null,
            null,
            null,
            "Spec",
            List.of("Anything"),
            List.of(),
            true,
            false,
            null,
            Toy.CLIMB.expect());
    assertThat(run(unparsable))
        .isInstanceOfSatisfying(
            TlcResult.BadSpec.class, bad -> assertThat(bad.message()).contains("Parse Error"));
    assertThat(run(Toy.trouble("deadlock", List.of("Missing"), List.of())))
        .isInstanceOfSatisfying(
            TlcResult.BadSpec.class, bad -> assertThat(bad.message()).contains("Missing"));
  }

  @Test
  void falseAssumption() {
    assertThat(run(Toy.trouble("assumption")))
        .isInstanceOfSatisfying(
            TlcResult.Violated.class,
            violated -> assertThat(violated.kind()).isEqualTo(TlcResult.Kind.ASSUMPTION));
  }

  @Test
  void outOfMemory() {
    assertThat(run(Toy.trouble("memory"), TlcOptions.defaults().withHeapMegabytes(32)))
        .isInstanceOfSatisfying(
            TlcResult.Unfinished.class,
            unfinished -> assertThat(unfinished.reason()).contains("out of memory"));
  }

  @Test
  void aMissingArchiveIsNamed() {
    System.setProperty(TlcJar.PROPERTY, "/no/such/tla2tools.jar");
    try {
      assertThatThrownBy(TlcOptions::defaults)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("/no/such/tla2tools.jar");
    } finally {
      System.clearProperty(TlcJar.PROPERTY);
    }
  }

  @Test
  void optionsThatCannotWorkAreRefused() {
    TlcOptions options = TlcOptions.defaults();
    assertThatThrownBy(() -> options.withWorkers(0)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> options.withHeapMegabytes(1)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> options.withTimeout(Duration.ZERO)).isInstanceOf(UsageException.class);
  }
}
