package dev.rollforward.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.cli.CliException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ModelListTest {
  @RegisterExtension private final Clock clock = new Clock();

  private String list(Optional<String> module) {
    assertThat(new ModelList(clock.fresh().console(), clock::files).run(module)).isZero();
    return clock.printed();
  }

  @Test
  void everyNameStandsThereWithWhatItMeans() {
    assertThat(list(Optional.empty()).lines())
        .containsSubsequence(
            "Clock: models (check --model NAME)",
            "  clock",
            "      counts to 1",
            "Clock: faults (check --fault NAME)",
            "  Overshoot",
            "      a hand goes too far",
            "Clock: scenes (check --scene NAME)",
            "  ClockCommitsAlone",
            "Sundial: models (check --model NAME)",
            "Modules: Clock, Sundial");
  }

  @Test
  void oneModuleAloneOrNone() {
    assertThat(list(Optional.of("Sundial"))).contains("sundial").doesNotContain("Overshoot");
    assertThatThrownBy(() -> list(Optional.of("Clok")))
        .isInstanceOfSatisfying(
            CliException.class,
            refused -> assertThat(refused.remedy()).contains("did you mean Clock?"));
  }
}
