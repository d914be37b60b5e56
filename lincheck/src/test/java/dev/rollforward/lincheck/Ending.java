package dev.rollforward.lincheck;

import dev.rollforward.core.OperationId;
import dev.rollforward.core.Verdict;
import dev.rollforward.engine.Stores;
import java.util.Map;

/**
 * What must hold when everybody has finished or died: a sweep leaves no sidecar behind, whoever
 * asks how an operation ended is told what its caller was, and the group still takes commits.
 */
final class Ending {
  private Ending() {}

  static void check(MemoryGroup group, Stores stores, Map<OperationId, Told> told) {
    group.recover();
    require(stores.sidecars().list().operations().isEmpty(), "a sidecar stays for ever");
    told.forEach((operation, answer) -> requireVerdict(stores, operation, answer));
    require(group.commitBoth(0) == Told.COMMITTED, "nobody can commit any more");
  }

  private static void requireVerdict(Stores stores, OperationId operation, Told answer) {
    if (answer != Told.NOTHING) {
      Verdict expected = answer == Told.COMMITTED ? Verdict.COMMITTED : Verdict.ABORTED;
      require(
          stores.verdictOf(operation).filter(verdict -> verdict != expected).isEmpty(),
          operation + " was told " + answer + " and is now decided otherwise");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
