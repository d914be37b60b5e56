package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.testkit.LanceTestStores;
import dev.rollforward.testkit.MemoryTestStores;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The protocol under every schedule in which a few processes halt anywhere. */
class ScheduleTest {
  @TempDir Path folder;

  private static Explorer inMemory() {
    return new Explorer(MemoryTestStores::new, UnaryOperator.identity(), result -> true);
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyInvariantHoldsWhereOneProcessHalts(Scenario scenario) {
    Explorer.Result result = inMemory().explore(List.of(scenario), Explorer.SHALLOW);

    assertThat(result.violations()).isEmpty();
    assertThat(result.plays()).isGreaterThan(30);
  }

  @ParameterizedTest
  @FieldSource("dev.rollforward.conformance.Scenario#DEEPLY")
  void everyInvariantHoldsWhereSeveralHalt(Scenario scenario) {
    Explorer.Result result = inMemory().explore(List.of(scenario), Explorer.DEEP);

    assertThat(result.violations()).isEmpty();
    assertThat(result.plays()).isGreaterThan(600);
  }

  @Test
  void everyInvariantHoldsOnLance() {
    AtomicInteger count = new AtomicInteger();
    Explorer explorer =
        new Explorer(
            () -> new LanceTestStores(folder.resolve("group-" + count.incrementAndGet())),
            UnaryOperator.identity(),
            result -> true);

    Explorer.Result result = explorer.explore(List.of(Scenario.SameTables), Explorer.SHALLOW);

    assertThat(result.violations()).isEmpty();
    assertThat(result.plays()).isGreaterThan(40);
  }
}
