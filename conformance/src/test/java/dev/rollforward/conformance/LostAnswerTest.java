package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.OperationId;
import dev.rollforward.testkit.LosingStores;
import dev.rollforward.testkit.MemoryTestStores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call without an answer takes effect at once, later or never, and every invariant holds. */
class LostAnswerTest {
  private static final int LATEST = 12;

  @ParameterizedTest
  @EnumSource(LosingStores.Call.class)
  void everyInvariantHoldsWhateverBecomesOfTheCall(LosingStores.Call call) {
    for (int delay = 0; delay <= LATEST; delay++) {
      assertHolds(call, delay);
    }
    assertHolds(call, LosingStores.NEVER);
  }

  private static void assertHolds(LosingStores.Call call, int delay) {
    List<LosingStores> planted = new ArrayList<>();
    Explorer explorer =
        new Explorer(
            MemoryTestStores::new,
            UnaryOperator.identity(),
            () -> {
              planted.add(new LosingStores(new OperationId("writer-1"), call, delay));
              return planted.get(planted.size() - 1);
            },
            result -> true);

    Explorer.Result result = explorer.explore(List.of(Scenario.SameTables), Explorer.SHALLOW);

    assertThat(result.violations()).as("%s arriving after %d calls", call, delay).isEmpty();
    assertThat(planted).anyMatch(LosingStores::used);
  }
}
