package dev.rollforward.lincheck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import dev.rollforward.failpoint.FailpointsLincheck;
import dev.rollforward.runtime.WriteQueueLincheck;
import dev.rollforward.store.blob.ManifestCacheLincheck;
import java.util.stream.Stream;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What threads of one process share is linearizable by itself, each against a specification of its
 * own, and does not wait where it says so; broken variants are found out.
 */
class StructuresTest {
  private static final String NOT_LINEARIZABLE = "Invalid execution results";
  private static final String WAITS = "should be non-blocking, but a lock is detected";
  private static final int ITERATIONS = 3;
  private static final int INVOCATIONS = 40 * TestOptions.TIMES;

  /**
   * The registry of failpoints is not among them: from its static lock Lincheck follows references
   * to every thread of the JVM, to save and restore them, and fails at those it may not touch.
   */
  static Stream<Arguments> modelChecked() {
    return Stream.of(
        Arguments.of(WriteQueueLincheck.class, WriteQueueLincheck.Spec.class),
        Arguments.of(ManifestCacheLincheck.class, ManifestCacheLincheck.Spec.class));
  }

  static Stream<Arguments> structures() {
    return Stream.concat(
        modelChecked(),
        Stream.of(Arguments.of(FailpointsLincheck.class, FailpointsLincheck.Spec.class)));
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(WriteQueueLincheck.Everybody.class, WriteQueueLincheck.Spec.class),
        Arguments.of(WriteQueueLincheck.CheckThenAct.class, WriteQueueLincheck.Spec.class),
        Arguments.of(ManifestCacheLincheck.TwoSteps.class, ManifestCacheLincheck.Spec.class),
        Arguments.of(FailpointsLincheck.TakenInTwoSteps.class, FailpointsLincheck.Spec.class));
  }

  @ParameterizedTest
  @MethodSource("modelChecked")
  void isLinearizableWhenModelChecked(Class<?> structure, Class<?> spec) {
    modelChecking(spec, 2).check(structure);
    modelChecking(spec, 3).check(structure);
  }

  @ParameterizedTest
  @MethodSource("structures")
  void isLinearizableUnderStress(Class<?> structure, Class<?> spec) {
    stress(spec, 2).check(structure);
    stress(spec, 3).check(structure);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void modelCheckingFindsTheBroken(Class<?> structure, Class<?> spec) {
    isFound(modelChecking(spec, 2), structure, NOT_LINEARIZABLE);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void stressFindsTheBroken(Class<?> structure, Class<?> spec) {
    isFound(
        stress(spec, 2).iterations(200).invocationsPerIteration(500), structure, NOT_LINEARIZABLE);
  }

  /** Of the queue nothing of the kind is claimed: its turns wait for each other. */
  @Test
  void nobodyWaitsForTheCache() {
    modelChecking(ManifestCacheLincheck.Spec.class, 2)
        .checkObstructionFreedom(true)
        .check(ManifestCacheLincheck.class);
  }

  @Test
  void whoWaitsIsFound() {
    isFound(
        modelChecking(ManifestCacheLincheck.Spec.class, 2).checkObstructionFreedom(true),
        ManifestCacheLincheck.Locked.class,
        WAITS);
  }

  private static void isFound(Options<?, ?> options, Class<?> structure, String finding) {
    assertThatThrownBy(() -> options.check(structure))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining(finding);
  }

  private static ModelCheckingOptions modelChecking(Class<?> spec, int threads) {
    return sized(new ModelCheckingOptions(), spec, threads)
        .invocationsPerIteration(INVOCATIONS)
        // Immutable values; switches inside them would use up the invocations.
        .addGuarantee(
            forClasses(name -> name.startsWith("dev.rollforward.core.")).allMethods().ignore());
  }

  private static StressOptions stress(Class<?> spec, int threads) {
    return sized(new StressOptions(), spec, threads)
        .invocationsPerIteration(100 * TestOptions.TIMES);
  }

  private static <O extends Options<O, ?>> O sized(O options, Class<?> spec, int threads) {
    return TestOptions.patient(options)
        .sequentialSpecification(spec)
        .minimizeFailedScenario(false)
        .iterations(ITERATIONS)
        .threads(threads)
        // Lincheck runs what comes before and after in the first thread, under another number.
        .actorsBefore(0)
        .actorsPerThread(threads == 2 ? 3 : 2)
        .actorsAfter(0);
  }
}
