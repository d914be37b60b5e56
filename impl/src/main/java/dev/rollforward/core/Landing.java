package dev.rollforward.core;

import java.util.List;
import java.util.Map;

/**
 * Whether an operation's commits to a table are there, and clean. Decided by the identity of each
 * planned commit, never by comparing version numbers (rule 3), and only where it was prepared to
 * land (rule 4): anything else holds rows of somebody else. Spec: {@code LandedClean}.
 */
public final class Landing {
  private Landing() {}

  /** Whether {@code commit} is there, and clean. */
  public static boolean isClean(PlannedCommit commit, TableHistory history) {
    return history.at(commit.landing()).filter(version -> version.isMadeBy(commit)).isPresent();
  }

  /** Whether every commit of {@code plan} is there, and clean; true of a plan without any. */
  public static boolean isClean(TablePlan plan, TableHistory history) {
    return plan.commits().stream().allMatch(commit -> isClean(commit, history));
  }

  /**
   * The tables of {@code sidecar} whose commits are there and clean, by name. One without a history
   * has nothing.
   */
  public static List<String> landed(Sidecar sidecar, Map<TableId, TableHistory> histories) {
    return sidecar.committing().stream()
        .filter(plan -> histories.containsKey(plan.table()))
        .filter(plan -> isClean(plan, histories.get(plan.table())))
        .map(TablePlan::name)
        .toList();
  }
}
