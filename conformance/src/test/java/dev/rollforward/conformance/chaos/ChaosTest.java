package dev.rollforward.conformance.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.conformance.Violation;
import dev.rollforward.engine.Stores;
import dev.rollforward.testkit.PlantedFault;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every seed gives a run, always the same one, in which nothing is violated; unless something is
 * wrong with the code, which a few of them find.
 */
class ChaosTest {
  private static final UnaryOperator<Stores> SOUND = UnaryOperator.identity();
  private static final long SEED = Long.getLong("rollforward.chaos.seed", 1);
  private static final int SCHEDULES = Integer.getInteger("rollforward.chaos.schedules", 150);

  /** How many it takes, at most, to find a fault in the stores. */
  private static final int ENOUGH = 400;

  private static final int SHRINKING_RUNS = 200;

  private static String words(Chaos.Report report) {
    return report
        .found()
        .map(
            found ->
                "seed "
                    + found.seed()
                    + ", shrunk to "
                    + found.shrunk().choices().print()
                    + "\n"
                    + found.shrunk().violation().map(Violation::story).orElse(""))
        .orElse("");
  }

  @Test
  void nothingIsViolated() throws Exception {
    Chaos.Report report = Chaos.run(SEED, SCHEDULES, SOUND, done -> true);

    assertThat(report.found()).as(words(report)).isEmpty();
    assertThat(report.schedules()).isEqualTo(SCHEDULES);
    assertThat(report.outcomes()).containsKeys("committed", "rejected", "unknown", "killed");
    assertThat(report.outcomes()).containsKey(ChaosRun.PLANNED_ON_AN_OLD_MANIFEST);
  }

  @Test
  void theSameSeedGivesTheSameRun() throws Exception {
    ChaosRun.Result run = ChaosRun.of(4, SOUND);
    ChaosRun.Result again = ChaosRun.of(4, SOUND);
    ChaosRun.Result byChoices =
        ChaosRun.of(Choices.parse(run.choices().print()), SOUND, Optional.empty());

    assertThat(run.turns()).isGreaterThan(20);
    assertThat(again.digest()).isEqualTo(run.digest());
    assertThat(byChoices.digest()).isEqualTo(run.digest());
    assertThat(ChaosRun.of(5, SOUND).digest()).isNotEqualTo(run.digest());
  }

  @ParameterizedTest
  @EnumSource(PlantedFault.class)
  void aFaultInTheStoresIsFound(PlantedFault fault) throws Exception {
    Chaos.Report report = Chaos.run(1, ENOUGH, fault.plant(), done -> true);

    assertThat(report.found()).isPresent();
  }

  @Test
  void whatIsFoundIsShrunk() throws Exception {
    UnaryOperator<Stores> fault = PlantedFault.NoFence.plant();
    ChaosRun.Result failing = ChaosRun.of(1, fault);
    ChaosRun.Result shrunk = Shrinker.shrink(failing, fault, SHRINKING_RUNS);

    assertThat(shrunk.violation().map(Violation::property))
        .isEqualTo(failing.violation().map(Violation::property));
    assertThat(shrunk.turns()).isLessThanOrEqualTo(failing.turns());
    assertThat(shrunk.choices().print().length())
        .isLessThan(failing.choices().print().length() / 2);
  }

  /**
   * Found DropGivenUp, which the library had: with its patch this seed does, and none before it.
   */
  @ParameterizedTest
  @ValueSource(longs = 215)
  void whatWasFoundIsMended(long seed) throws Exception {
    assertThat(ChaosRun.of(seed, SOUND).violation()).isEmpty();
  }

  @Test
  void whatAreNoChoicesIsRefused() {
    assertThatThrownBy(() -> Choices.parse("turns"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'turns' is no stream of choices");
    assertThatThrownBy(() -> Choices.parse("turns=1,x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no numbers");
  }
}
