package dev.rollforward.lincheck;

import dev.rollforward.CommitResult;

/** Fault: a store call whose answer was lost is taken for one that had no effect (rule 8). */
public class LostResponseIsFailure extends MemoryGroup {
  /** A group with the fault. */
  public LostResponseIsFailure() {}

  @Override
  Outcome told(CommitResult result, boolean onSnapshot) {
    return lostAnswer(result.operation()) ? Outcome.FAILED : super.told(result, onSnapshot);
  }
}
