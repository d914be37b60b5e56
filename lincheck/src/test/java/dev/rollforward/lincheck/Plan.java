package dev.rollforward.lincheck;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** What is played: the same for the protocol and for each of its faults. */
final class Plan {
  /** Each of the scenarios, and as many random ones, 500 times. */
  static final int STRESS_PLAYS = 2 * Scenario.values().length * 500;

  private Plan() {}

  /**
   * Interleavings of store calls, those with few switches first. Lincheck assumes sequential
   * consistency here.
   */
  static ModelCheckingOptions modelChecking(Scenario scenario, int plays) {
    ModelCheckingOptions options =
        common(new ModelCheckingOptions())
            .addCustomScenario(scenario.execution())
            .iterations(0)
            .invocationsPerIteration(plays);
    // Immutable values and pure functions over them.
    options.addGuarantee(forClasses(Plan::isCore).allMethods().ignore());
    // A store call is one step of the spec.
    options.addGuarantee(forClasses(Plan::isStore).allMethods().treatAsAtomic());
    // Collections are not shared but inside a store.
    options.addGuarantee(forClasses(Plan::isLibrary).methods(Plan::callsNobodyBack).ignore());
    // Before and after the threads run.
    options.addGuarantee(
        forClasses(Fresh.class.getName(), Ending.class.getName()).allMethods().ignore());
    return options;
  }

  /** As processor and JIT compiler happen to interleave them, the stores' insides included. */
  static StressOptions stress() {
    StressOptions options = common(new StressOptions());
    for (Scenario scenario : Scenario.values()) {
      options.addCustomScenario(scenario.execution());
    }
    return options
        .iterations(Scenario.values().length)
        .threads(3)
        .actorsBefore(0)
        .actorsPerThread(2)
        .actorsAfter(1)
        .invocationsPerIteration(500);
  }

  private static <O extends Options<O, ?>> O common(O options) {
    return options
        .minimizeFailedScenario(false)
        .sequentialSpecification(AtomicCommitSpec.class)
        .verifier(AtomicCommitVerifier.class);
  }

  private static boolean isCore(String className) {
    return className.startsWith("dev.rollforward.core.");
  }

  private static boolean isStore(String className) {
    return className.startsWith("dev.rollforward.store.memory.");
  }

  private static boolean isLibrary(String className) {
    return className.startsWith("java.")
        && !className.startsWith("java.util.stream.")
        && !className.startsWith("java.util.function.")
        && !className.startsWith("java.util.Spliterator")
        && !className.startsWith("java.util.Optional");
  }

  private static boolean callsNobodyBack(String methodName) {
    return !methodName.startsWith("forEach") && !methodName.startsWith("compute");
  }
}
