package dev.rollforward.lincheck;

import java.util.EnumMap;
import java.util.Map;

/**
 * Counts what was checked, so that a check of nothing is noticed. Static, because Lincheck creates
 * its verifiers itself.
 */
final class RunStatistics {
  private static final Map<Outcome, Integer> TOLD = new EnumMap<>(Outcome.class);
  private static int invocations;
  private static int histories;

  private RunStatistics() {}

  static synchronized void reset() {
    TOLD.clear();
    invocations = 0;
    histories = 0;
  }

  static synchronized void countInvocation() {
    invocations++;
  }

  /** Counts what is different from all before it. */
  static synchronized void countHistory(History history) {
    histories++;
    for (Outcome told : Outcome.values()) {
      TOLD.merge(told, history.count(told), Integer::sum);
    }
  }

  /** How many schedules were run. */
  static synchronized int invocations() {
    return invocations;
  }

  /** Different histories they led to. */
  static synchronized int histories() {
    return histories;
  }

  /** How many commits in them had the result {@code told}. */
  static synchronized int commits(Outcome told) {
    return TOLD.getOrDefault(told, 0);
  }

  static synchronized String summary() {
    return "%s invocations, %s different histories, in which commits were told %s"
        .formatted(invocations, histories, TOLD);
  }
}
