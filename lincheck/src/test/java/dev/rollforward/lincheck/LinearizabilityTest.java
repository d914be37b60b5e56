package dev.rollforward.lincheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol over linearizable stores is linearizable, and a faulty one is found out. */
class LinearizabilityTest {
  private static final int PLAYS = 100;

  /** Which play finds a fault differs between JDKs; a check ends with the one that does. */
  private static final int PLAYS_FOR_A_FAULT = 1_000;

  private static final String NOT_LINEARIZABLE = "Invalid execution results";
  private static final String NOT_STABLE = "is now decided otherwise";

  /**
   * Lincheck does not know the lock of a class that is being initialized: a thread that is switched
   * out there hangs the others.
   */
  @BeforeAll
  static void initializeClasses() {
    List.of(
            new MemoryGroup(),
            new LastWriterWinsManifest(),
            new NoParentCheck(),
            new DecideOnStaleRead())
        .forEach(LinearizabilityTest::callEverything);
  }

  private static void callEverything(MemoryGroup group) {
    for (int steps = 1; steps < 9; steps++) {
      group.dieInCommitBoth(0, steps);
      group.recover();
      group.dieInCommitBoth(0, steps);
      group.commitA(0);
    }
    group.snapshot();
    group.settles();
  }

  @BeforeEach
  void resetTally() {
    Tally.reset();
  }

  /** Fewer plays would mean that Lincheck saw fewer points at which to switch. */
  @ParameterizedTest
  @CsvSource({"TWO_COMMITS, 5", "STALLED_SWEEP, 6", "DEATH, 8", "GHOST, 4", "EVERYBODY, 20"})
  void everyModelCheckedScheduleIsLinearizable(Scenario scenario, int histories) {
    Plan.modelChecking(scenario, PLAYS).check(MemoryGroup.class);

    System.out.println(scenario + ": " + Tally.summary());
    assertThat(Tally.plays()).isEqualTo(PLAYS);
    assertThat(Tally.histories()).isGreaterThanOrEqualTo(histories);
  }

  @Test
  void everythingUnderStressIsLinearizable() {
    Plan.stress().check(MemoryGroup.class);

    System.out.println("stress: " + Tally.summary());
    assertThat(Tally.plays()).isEqualTo(Plan.STRESS_PLAYS);
    assertThat(Tally.histories()).isGreaterThanOrEqualTo(100);
    assertThat(Tally.commits(Told.COMMITTED)).isPositive();
    assertThat(Tally.commits(Told.FAILED)).isPositive();
    assertThat(Tally.commits(Told.NOTHING)).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "LastWriterWinsManifest, TWO_COMMITS, " + NOT_STABLE,
    "DecideOnStaleRead, STALLED_SWEEP, " + NOT_STABLE
  })
  void modelCheckingFindsFault(String fault, Scenario scenario, String finding)
      throws ClassNotFoundException {
    Class<?> group = Class.forName(getClass().getPackageName() + "." + fault);

    assertThatThrownBy(() -> Plan.modelChecking(scenario, PLAYS_FOR_A_FAULT).check(group))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining(finding);
  }

  @ParameterizedTest
  @ValueSource(classes = {LastWriterWinsManifest.class, NoParentCheck.class})
  void stressFindsFault(Class<?> fault) {
    assertThatThrownBy(() -> Plan.stress().check(fault))
        .isInstanceOf(LincheckAssertionError.class)
        .message()
        .containsAnyOf(NOT_LINEARIZABLE, NOT_STABLE);
  }
}
