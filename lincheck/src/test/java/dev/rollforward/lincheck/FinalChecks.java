package dev.rollforward.lincheck;

import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableVersion;
import dev.rollforward.engine.Decisions;
import dev.rollforward.engine.Stores;
import java.util.Map;

/**
 * Checks a group after every thread has finished or died: a recovery leaves no sidecar, the verdict
 * on an operation is the one its caller got, no HEAD contains an operation that failed, and the
 * group still takes commits. A failure message begins with the name of a property of the spec.
 */
final class FinalChecks {
  private FinalChecks() {}

  static void check(MemoryGroup group, Stores stores, Map<OperationId, Outcome> told) {
    group.recover(0);
    require(stores.sidecars().list().operations().isEmpty(), "EverySidecarGoes: one stays");
    told.forEach((operation, answer) -> requireVerdict(stores, operation, answer));
    told.forEach((operation, answer) -> requireNoDrift(stores, operation, answer));
    require(
        group.commit(0, 0, Work.APPEND) == Outcome.COMMITTED,
        "EveryLiveWriterFinishes: nobody can commit any more");
  }

  private static void requireVerdict(Stores stores, OperationId operation, Outcome answer) {
    if (answer == Outcome.NOTHING) {
      return;
    }
    Verdict expected = answer == Outcome.COMMITTED ? Verdict.COMMITTED : Verdict.ABORTED;
    require(
        new Decisions(stores)
            .of(operation)
            .filter(decided -> decided.verdict() != expected)
            .isEmpty(),
        (answer == Outcome.COMMITTED ? "AckedIsVisible: " : "FailedIsInvisible: ")
            + "%s was told %s and is now decided otherwise".formatted(operation, answer));
  }

  private static void requireNoDrift(Stores stores, OperationId operation, Outcome answer) {
    if (answer == Outcome.NOTHING || answer == Outcome.COMMITTED) {
      return;
    }
    Manifest manifest = stores.manifests().readNewest();
    for (Map.Entry<String, Pin> table : manifest.pins().entrySet()) {
      TableHistory history = stores.tables().history(table.getValue().table(), Pin.ABSENT);
      require(
          !holds(history, operation),
          "NoDriftAfterDecision: HEAD of %s holds %s, which failed"
              .formatted(table.getKey(), operation));
    }
  }

  /** What a version holds is what the one it restores holds, or the one before it and its own. */
  private static boolean holds(TableHistory history, OperationId operation) {
    long at = history.head();
    while (at > 0) {
      TableVersion version = history.versions().get(at);
      if (version.content() instanceof TableVersion.Restore restore) {
        at = restore.of();
      } else if (version.operation().filter(operation::equals).isPresent()) {
        return true;
      } else {
        at--;
      }
    }
    return false;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
