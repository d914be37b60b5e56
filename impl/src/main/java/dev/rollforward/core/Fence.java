package dev.rollforward.core;

/**
 * Whether a stalled owner of an aborted operation can still reach a table (rule 7). A restore above
 * its base refuses its append; an existing dataset refuses its create. Spec: {@code Accepts},
 * {@code SweepFenceTable}.
 */
public final class Fence {
  private Fence() {}

  /**
   * Whether {@code plan}'s change can no longer land.
   *
   * @param history the table's versions above {@code plan.base()}
   */
  public static boolean stands(TablePlan plan, TableHistory history) {
    return plan.kind() == ChangeKind.CREATE
        ? history.head() > Pin.ABSENT
        : history.versions().tailMap(plan.base(), false).values().stream()
            .anyMatch(version -> version.content() instanceof TableVersion.Restore);
  }
}
