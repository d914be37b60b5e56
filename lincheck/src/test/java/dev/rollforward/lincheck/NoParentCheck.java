package dev.rollforward.lincheck;

import dev.rollforward.OperationId;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TablePlan;
import dev.rollforward.port.TableStore;
import dev.rollforward.testkit.Forwarding;

/**
 * Fault: a writer takes any commit that landed for a clean one (rule 4), so it publishes a version
 * that is somebody else's.
 */
public class NoParentCheck extends MemoryGroup {
  /** A group with the fault. */
  public NoParentCheck() {
    super(sound -> Forwarding.with(sound, new Unchecked(sound.tables())));
  }

  private static final class Unchecked extends Forwarding.Tables {
    Unchecked(TableStore inner) {
      super(inner);
    }

    @Override
    public CommitOutcome commit(
        OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
      CommitOutcome outcome = inner.commit(operation, plan, commit, change);
      return outcome instanceof CommitOutcome.Landed
          ? new CommitOutcome.Landed(commit.landing())
          : outcome;
    }
  }
}
