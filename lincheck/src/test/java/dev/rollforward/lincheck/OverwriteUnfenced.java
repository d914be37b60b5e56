package dev.rollforward.lincheck;

import dev.rollforward.OperationId;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.RowChange;
import dev.rollforward.port.TableStore;
import dev.rollforward.testkit.Forwarding;
import java.util.List;

/**
 * Fault: a change of rows is made as a kind of transaction that no restore refuses (rule 7), so
 * that it lands after its operation was aborted.
 */
public class OverwriteUnfenced extends MemoryGroup {
  /** A group with the fault. */
  public OverwriteUnfenced() {
    super(sound -> Forwarding.with(sound, new Unrefused(sound.tables())));
  }

  private static final class Unrefused extends Forwarding.Tables {
    Unrefused(TableStore inner) {
      super(inner);
    }

    @Override
    public CommitOutcome commit(
        OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
      CommitOutcome outcome = inner.commit(operation, plan, commit, change);
      TableHistory history = inner.history(plan.table(), plan.base());
      boolean isFenced =
          outcome instanceof CommitOutcome.Refused
              && plan.change() instanceof RowChange
              && !plan.change().equals(new Append())
              && history.versions().get(history.head()).isRestore();
      return isFenced ? above(history.head(), operation, plan, commit, change) : outcome;
    }

    private CommitOutcome above(
        long head,
        OperationId operation,
        TablePlan plan,
        PlannedCommit commit,
        StagedChange change) {
      TablePlan rebased =
          TablePlan.of(
              plan.name(),
              plan.table(),
              plan.change(),
              plan.expected(),
              head,
              List.of(commit.transaction()));
      return inner.commit(operation, rebased, rebased.lastCommit(), change);
    }
  }
}
