package dev.rollforward.lincheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every faulty group is found out. */
class FaultDetectionTest {
  @BeforeAll
  static void initializeClasses() {
    ClassInitialization.all();
  }

  @ParameterizedTest
  @EnumSource
  void modelCheckingFindsFault(FaultyGroup fault) {
    assertThat(FaultDetection.hunt(fault, FaultDetection.Mode.MODEL_CHECKING))
        .isInstanceOfSatisfying(
            FaultDetection.Finding.Caught.class,
            caught -> assertThat(caught.report()).contains(fault.finding()));
  }

  /** What takes two threads to stand between two store calls at once is not for stress. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DecideOnStaleRead")
  void stressFindsFault(FaultyGroup fault) {
    assertThat(FaultDetection.hunt(fault, FaultDetection.Mode.STRESS))
        .isInstanceOf(FaultDetection.Finding.Caught.class);
  }
}
