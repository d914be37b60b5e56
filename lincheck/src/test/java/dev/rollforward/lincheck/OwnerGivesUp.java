package dev.rollforward.lincheck;

import dev.rollforward.CommitResult;

/** Fault: an owner that loses its publish says that it failed, without asking who won (rule 8). */
public class OwnerGivesUp extends MemoryGroup {
  /** A group with the fault. */
  public OwnerGivesUp() {}

  @Override
  Outcome told(CommitResult result, boolean onSnapshot) {
    return result instanceof CommitResult.Committed && hasConverged(result.operation())
        ? Outcome.FAILED
        : super.told(result, onSnapshot);
  }
}
