package dev.rollforward.lincheck;

import java.util.EnumMap;
import java.util.Map;

/**
 * How much was checked, so that a check which checked nothing is noticed. Static, because Lincheck
 * makes its verifiers itself.
 */
final class RunStatistics {
  private static final Map<Outcome, Integer> TOLD = new EnumMap<>(Outcome.class);
  private static int plays;
  private static int histories;

  private RunStatistics() {}

  static synchronized void reset() {
    TOLD.clear();
    plays = 0;
    histories = 0;
  }

  static synchronized void countPlay() {
    plays++;
  }

  /** Counts what is different from all before it. */
  static synchronized void countHistory(History history) {
    histories++;
    for (Outcome told : Outcome.values()) {
      TOLD.merge(told, history.count(told), Integer::sum);
    }
  }

  /** Schedules played. */
  static synchronized int plays() {
    return plays;
  }

  /** Different histories they led to. */
  static synchronized int histories() {
    return histories;
  }

  /** Commits in them whose callers were told {@code told}. */
  static synchronized int commits(Outcome told) {
    return TOLD.getOrDefault(told, 0);
  }

  static synchronized String summary() {
    return "%s plays, %s different histories, in which commits were told %s"
        .formatted(plays, histories, TOLD);
  }
}
