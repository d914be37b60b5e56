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

/** The protocol under every schedule in which a few processes halt anywhere. */
class ScheduleTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyInvariantHoldsInMemory(Scenario scenario) {
    Explorer explorer =
        new Explorer(MemoryTestStores::new, UnaryOperator.identity(), result -> true);

    Explorer.Result shallow = explorer.explore(List.of(scenario), Explorer.SHALLOW);
    Explorer.Result deep = explorer.explore(List.of(scenario), Explorer.DEEP);

    assertThat(shallow.violations()).isEmpty();
    assertThat(deep.violations()).isEmpty();
    assertThat(shallow.plays()).isGreaterThan(40);
    assertThat(deep.plays()).isGreaterThan(600);
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
