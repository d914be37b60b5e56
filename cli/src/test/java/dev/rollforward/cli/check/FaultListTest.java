package dev.rollforward.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollforward.cli.CliException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultListTest {
  @RegisterExtension private final Clock clock = new Clock();

  private String list() {
    return list(Optional.empty(), Optional.empty());
  }

  private String list(Optional<String> module, Optional<Path> json) {
    FaultList list = new FaultList(clock.fresh().console(), clock::files);
    assertThat(list.run(module, json)).isZero();
    return clock.printed();
  }

  private void checkOvershoot() {
    clock.check(new Target.One(Target.Kind.FAULT, "Overshoot"));
  }

  @Test
  void whatNobodyCheckedIsNotRun() {
    assertThat(list())
        .containsPattern("  Overshoot \\(fault\\): not run\\R      a hand goes too far; must break Bounded\\R")
        .containsPattern("NobodyRings \\(fairness\\): not run\\R")
        .containsPattern("Night \\(fault\\): not run\\R      the sun is gone; must break Short\\R")
        .contains("0 of 4 were checked. To check them: ");
    assertThat(clock.printed().lines()).containsSubsequence("Clock", "Sundial");
  }

  @Test
  void theStatusIsThatOfTheLastCheck() throws IOException {
    checkOvershoot();

    String when = clock.lastCheck().at("/entries/Overshoot/when").asText();
    assertThat(list())
        .containsPattern("Overshoot .* caught in 2 steps\\R")
        .containsPattern("BothRing .* not run\\R")
        .contains("Last checked " + when);
  }

  @Test
  void aFaultThatIsNotCaughtSaysSo() throws IOException {
    clock.edit("Clock.tla", "THEN Max + 1", "THEN Max");
    checkOvershoot();

    assertThat(list()).containsPattern("Overshoot .* not caught\\R");
  }

  @Test
  void aStatusIsStaleOnceItsModuleOrModelHasChanged() throws IOException {
    checkOvershoot();
    clock.edit("Sundial.tla", "shade = 0", "shade = 1");
    assertThat(list()).containsPattern("Overshoot .* caught in 2 steps\\R");

    clock.edit("Clock.tla", "Two hands", "A pair of hands");
    assertThat(list()).containsPattern("Overshoot .* stale\\R");

    checkOvershoot();
    clock.edit("models/Clock.json", "\"Max\": \"1\"", "\"Max\": \"2\"");
    assertThat(list()).containsPattern("Overshoot .* stale\\R");
  }

  @Test
  void oneModuleAloneAndAsJson() throws IOException {
    checkOvershoot();
    Path file = clock.home().resolve("faults.json");

    assertThat(list(Optional.of("Clock"), Optional.of(file)))
        .contains("Overshoot")
        .doesNotContain("Night");
    JsonNode faults = JsonMapper.builder().build().readTree(file.toFile()).at("/faults");
    assertThat(faults).hasSize(3);
    assertThat(faults.at("/0/breaks").asText()).isEqualTo("Bounded");
    assertThat(faults.at("/0/status").asText()).isEqualTo("as_expected");
    assertThat(faults.at("/0/steps").asInt()).isEqualTo(2);
    assertThat(faults.at("/1/kind").asText()).isEqualTo("finding");
    assertThat(faults.at("/1/status").asText()).isEqualTo("not_run");
    assertThat(faults.at("/1/checked").isNull()).isTrue();
  }

  @Test
  void aListThatCannotBeWrittenIsRefused() {
    FaultList list = new FaultList(clock.fresh().console(), clock::files);
    Path nowhere = clock.home().resolve("nowhere/faults.json");
    assertThatThrownBy(() -> list.run(Optional.empty(), Optional.of(nowhere)))
        .isInstanceOfSatisfying(CliException.class, e -> assertThat(e.exitCode()).isEqualTo(2));
    assertThat(clock.printed()).isEmpty();
  }

  @Test
  void anUnknownModuleIsRefused() {
    FaultList list = new FaultList(clock.fresh().console(), clock::files);
    assertThatThrownBy(() -> list.run(Optional.of("Sundail"), Optional.empty()))
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.remedy()).contains("did you mean Sundial?"));
  }
}
