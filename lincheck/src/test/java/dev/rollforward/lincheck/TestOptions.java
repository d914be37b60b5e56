package dev.rollforward.lincheck;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** The options of Lincheck: the same for the protocol and for each of its faults. */
final class TestOptions {
  /** How many times longer than usual to run: {@code -Drollforward.lincheck=10}. */
  static final int TIMES = Integer.getInteger("rollforward.lincheck", 1);

  /** Interleavings of each scenario. */
  static final int INVOCATIONS = 12 * TIMES;

  /** Runs of each scenario under stress. */
  static final int STRESS_INVOCATIONS = 60 * TIMES;

  /** Which one finds a fault differs between JDKs; a check ends with the one that does. */
  static final int INVOCATIONS_FOR_A_FAULT = 1_000;

  private TestOptions() {}

  /**
   * Interleavings of store calls, those with few switches first. Lincheck assumes sequential
   * consistency here.
   */
  static ModelCheckingOptions modelChecking(Collection<Scenario> scenarios, int invocations) {
    ModelCheckingOptions options =
        common(new ModelCheckingOptions()).iterations(0).invocationsPerIteration(invocations);
    scenarios.forEach(scenario -> options.addCustomScenario(scenario.execution()));
    // Immutable values and pure functions over them; and what is disabled here, or only logs.
    options.addGuarantee(forClasses(TestOptions::isPassive).allMethods().ignore());
    // A store call is one step of the spec.
    options.addGuarantee(forClasses(TestOptions::isStore).allMethods().treatAsAtomic());
    // Collections are not shared but inside a store.
    options.addGuarantee(
        forClasses(TestOptions::isLibrary).methods(TestOptions::callsNobodyBack).ignore());
    // Nobody closes a group here; LincheckGate has that by itself.
    options.addGuarantee(
        forClasses("dev.rollforward.runtime.CloseGate")
            .methods(Set.of("enter", "leave")::contains)
            .treatAsAtomic());
    // Questions about what one thread has staged; Lincheck cannot look into a compiled pattern.
    options.addGuarantee(
        forClasses("dev.rollforward.runtime.WriteSet")
            .methods(name -> name.startsWith("require"))
            .ignore());
    // Before and after the threads run.
    options.addGuarantee(forClasses(FinalChecks.class.getName()).allMethods().ignore());
    return options;
  }

  /** As processor and JIT compiler happen to interleave them, the stores' insides included. */
  static StressOptions stress(Collection<Scenario> scenarios, int invocations) {
    StressOptions options =
        common(new StressOptions()).iterations(0).invocationsPerIteration(invocations);
    scenarios.forEach(scenario -> options.addCustomScenario(scenario.execution()));
    return options;
  }

  /** All scenarios, and as many random ones. */
  static StressOptions stress(int threads) {
    return stress(List.of(Scenario.values()), STRESS_INVOCATIONS)
        .iterations(Scenario.values().length)
        .threads(threads)
        .actorsBefore(0)
        .actorsPerThread(2)
        .actorsAfter(1);
  }

  /**
   * Lincheck takes a run for hung after some seconds, which on a loaded machine go by while it
   * instruments classes. It has no public setting for it.
   */
  static <O extends Options<O, ?>> O patient(O options) {
    return options.invocationTimeout$lincheck(Duration.ofMinutes(2).toMillis());
  }

  private static <O extends Options<O, ?>> O common(O options) {
    return patient(options)
        .minimizeFailedScenario(false)
        .sequentialSpecification(AtomicCommitSpec.class)
        .verifier(AtomicCommitVerifier.class);
  }

  private static boolean isPassive(String className) {
    return className.matches("dev[.]rollforward[.][A-Z].*")
        || className.startsWith("dev.rollforward.core.")
        || className.startsWith("dev.rollforward.failpoint.")
        || className.startsWith("org.slf4j.")
        || className.equals("dev.rollforward.engine.WriterFacts")
        || className.endsWith(".lincheck.CrashingListener");
  }

  private static boolean isStore(String className) {
    return className.startsWith("dev.rollforward.testkit.memory.")
        || className.contains(".lincheck.VerifyingStores");
  }

  private static boolean isLibrary(String className) {
    return className.startsWith("java.")
        && !className.startsWith("java.util.stream.")
        && !className.startsWith("java.util.function.")
        && !className.startsWith("java.util.Spliterator")
        && !className.startsWith("java.util.concurrent.locks.")
        && !className.startsWith("java.util.Optional");
  }

  private static boolean callsNobodyBack(String methodName) {
    return !methodName.startsWith("forEach") && !methodName.startsWith("compute");
  }
}
