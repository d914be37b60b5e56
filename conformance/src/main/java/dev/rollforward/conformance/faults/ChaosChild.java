package dev.rollforward.conformance.faults;

import dev.rollforward.conformance.chaos.ChaosRun;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Simulates the library of this JVM, one seed after another, until a property is violated. */
final class ChaosChild {
  private static final int MOST = 2000;

  private ChaosChild() {}

  /**
   * @param wanted the properties that have to notice the fault; none for any
   */
  static Finding run(List<String> wanted) {
    Set<String> properties = Set.copyOf(wanted);
    for (int seed = 1; seed <= MOST; seed++) {
      String violated = violatedBy(seed);
      if (!violated.isEmpty() && (properties.isEmpty() || properties.contains(violated))) {
        return Finding.caught(violated, String.format(Locale.ROOT, "by schedule %,d", seed));
      }
    }
    return Finding.missed(String.format(Locale.ROOT, "nothing of it in %,d schedules", MOST));
  }

  private static String violatedBy(long seed) {
    try {
      return ChaosRun.of(seed, UnaryOperator.identity())
          .violation()
          .map(violation -> violation.property())
          .orElse("");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
