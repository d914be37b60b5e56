package dev.rollforward.core;

/**
 * Whether a stalled owner of an aborted operation can still reach a table (rule 7). A restore above
 * its base refuses its append; an existing dataset refuses its create. Spec: {@code Accepts},
 * {@code SweepFenceTable}.
 */
public final class Fence {
  private Fence() {}

  /**
   * Whether none of {@code plan}'s commits can land any more.
   *
   * @param history the table's versions above {@code plan.base()}
   */
  public static boolean holds(TablePlan plan, TableHistory history) {
    return switch (plan.change().fence()) {
      case EXISTS -> history.head() > Pin.ABSENT;
      case RESTORE -> hasRestore(plan.base(), history);
      case NONE -> true;
    };
  }

  /** Looks from above: the fence of this operation, if there is one, is the newest of them. */
  private static boolean hasRestore(long base, TableHistory history) {
    for (long version = history.head(); version > base; version--) {
      if (history.at(version).filter(TableVersion::isRestore).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
