package dev.rollforward.lincheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The public API over linearizable stores is linearizable, and a faulty one is found out. */
class LinearizabilityTest {
  @BeforeAll
  static void initializeClasses() {
    Warmup.all();
  }

  @BeforeEach
  void resetTally() {
    Tally.reset();
  }

  /** Fewer histories would mean that Lincheck saw fewer points at which to switch. */
  @Test
  void everyModelCheckedScheduleIsLinearizable() {
    Plan.modelChecking(List.of(Scenario.values()), Plan.PLAYS).check(MemoryGroup.class);

    System.out.println("model checking: " + Tally.summary());
    assertThat(Tally.plays()).isGreaterThanOrEqualTo(Scenario.values().length);
    assertThat(Tally.histories()).isGreaterThanOrEqualTo(60);
    assertEveryAnswerWasGiven();
  }

  @Test
  void modelCheckedThreadsOfOneProcessTakeTurns() {
    Plan.modelChecking(List.of(Scenario.TWO_COMMITS, Scenario.EVERYBODY), Plan.PLAYS)
        .check(SharedHandle.class);

    System.out.println("shared handle: " + Tally.summary());
    assertThat(Tally.histories()).isGreaterThanOrEqualTo(4);
    assertThat(Tally.commits(Told.COMMITTED)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void everythingUnderStressIsLinearizable(int threads) {
    Plan.stress(threads).check(MemoryGroup.class);

    System.out.println("stress: " + Tally.summary());
    assertThat(Tally.histories()).isGreaterThanOrEqualTo(100);
    assertEveryAnswerWasGiven();
  }

  @Test
  void threadsOfOneProcessUnderStressTakeTurns() {
    Plan.stress(3).check(SharedHandle.class);

    System.out.println("shared handle under stress: " + Tally.summary());
    assertThat(Tally.commits(Told.COMMITTED)).isPositive();
  }

  private static void assertEveryAnswerWasGiven() {
    assertThat(Stream.of(Told.values()).filter(told -> Tally.commits(told) == 0)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void modelCheckingFindsFault(Planted fault) {
    assertThat(FaultHunt.hunt(fault, FaultHunt.Mode.MODEL_CHECKING))
        .isInstanceOfSatisfying(
            FaultHunt.Finding.Caught.class,
            caught -> assertThat(caught.report()).contains(fault.finding()));
  }

  /** What takes two threads to stand between two store calls at once is not for stress. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DecideOnStaleRead")
  void stressFindsFault(Planted fault) {
    assertThat(FaultHunt.hunt(fault, FaultHunt.Mode.STRESS))
        .isInstanceOf(FaultHunt.Finding.Caught.class);
  }
}
