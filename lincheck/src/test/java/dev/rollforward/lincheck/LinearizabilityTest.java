package dev.rollforward.lincheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The public API over linearizable stores is linearizable. */
class LinearizabilityTest {
  @BeforeAll
  static void initializeClasses() {
    ClassInitialization.all();
  }

  @BeforeEach
  void resetTally() {
    RunStatistics.reset();
  }

  /** Fewer histories would mean that Lincheck saw fewer points at which to switch. */
  @Test
  void everyModelCheckedScheduleIsLinearizable() {
    TestOptions.modelChecking(List.of(Scenario.values()), TestOptions.INVOCATIONS)
        .check(MemoryGroup.class);

    System.out.println("model checking: " + RunStatistics.summary());
    assertThat(RunStatistics.invocations()).isGreaterThanOrEqualTo(Scenario.values().length);
    assertThat(RunStatistics.histories()).isGreaterThanOrEqualTo(60);
    assertEveryAnswerWasGiven();
  }

  @Test
  void modelCheckedThreadsOfOneProcessTakeTurns() {
    TestOptions.modelChecking(List.of(Scenario.ROWS, Scenario.EVERYBODY), TestOptions.INVOCATIONS)
        .check(SharedHandle.class);

    System.out.println("shared handle: " + RunStatistics.summary());
    assertThat(RunStatistics.histories()).isGreaterThanOrEqualTo(4);
    assertThat(RunStatistics.commits(Outcome.COMMITTED)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void everythingUnderStressIsLinearizable(int threads) {
    TestOptions.stress(threads).check(MemoryGroup.class);

    System.out.println("stress: " + RunStatistics.summary());
    assertThat(RunStatistics.histories()).isGreaterThanOrEqualTo(100);
    assertEveryAnswerWasGiven();
  }

  @Test
  void threadsOfOneProcessUnderStressTakeTurns() {
    TestOptions.stress(3).check(SharedHandle.class);

    System.out.println("shared handle under stress: " + RunStatistics.summary());
    assertThat(RunStatistics.commits(Outcome.COMMITTED)).isPositive();
  }

  private static void assertEveryAnswerWasGiven() {
    assertThat(Stream.of(Outcome.values()).filter(told -> RunStatistics.commits(told) == 0))
        .isEmpty();
  }
}
