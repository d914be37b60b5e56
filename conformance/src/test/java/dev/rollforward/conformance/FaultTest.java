package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.testkit.MemoryTestStores;
import dev.rollforward.testkit.PlantedFault;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schedules and invariants find what is wrong when something is. */
class FaultTest {
  static final List<Schedule> SCHEDULES =
      Stream.concat(Explorer.SHALLOW.stream(), Explorer.DEEP.stream()).toList();

  @ParameterizedTest
  @EnumSource(PlantedFault.class)
  void aPlantedFaultIsCaughtByItsProperty(PlantedFault fault) {
    Explorer explorer =
        new Explorer(MemoryTestStores::new, fault.plant(), result -> !catches(fault, result));

    Explorer.Result result = explorer.explore(List.of(Scenario.SameTables), SCHEDULES);

    assertThat(catches(fault, result))
        .as("%s among %s", fault.breaks(), result.violations())
        .isTrue();
  }

  /** What recovery does wrong is caught by the property of its step. */
  @ParameterizedTest
  @EnumSource(RecoveryFault.class)
  void aFaultOfRecoveryIsCaughtByItsProperties(RecoveryFault fault) {
    Set<String> violated = new TreeSet<>();
    Explorer explorer =
        new Explorer(
            MemoryTestStores::new,
            fault::plant,
            result -> {
              result.violations().forEach(violation -> violated.add(violation.property()));
              return !violated.containsAll(fault.breaks());
            });

    explorer.explore(List.of(Scenario.SameTables), SCHEDULES);

    assertThat(violated).containsAll(fault.breaks());
  }

  private static boolean catches(PlantedFault fault, Explorer.Result result) {
    return result.violations().stream()
        .anyMatch(violation -> violation.property().equals(fault.breaks().name()));
  }
}
