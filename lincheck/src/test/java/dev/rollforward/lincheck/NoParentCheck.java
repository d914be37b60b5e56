package dev.rollforward.lincheck;

import dev.rollforward.core.OperationId;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.TableStore;
import java.util.OptionalLong;

/**
 * Fault: a writer takes any commit that landed for a clean one (rule 4), so it publishes a version
 * that is somebody else's.
 */
public class NoParentCheck extends MemoryGroup {
  /** A group with the fault. */
  public NoParentCheck() {
    super(
        sound ->
            new Stores(
                sound.manifests(),
                sound.sidecars(),
                sound.audits(),
                new Unchecked(sound.tables())));
  }

  private record Unchecked(TableStore inner) implements TableStore {
    @Override
    public TableHistory history(TableId table, long from) {
      return inner.history(table, from);
    }

    @Override
    public CommitOutcome commit(OperationId operation, TablePlan plan, StagedChange change) {
      CommitOutcome outcome = inner.commit(operation, plan, change);
      return outcome instanceof CommitOutcome.Landed
          ? new CommitOutcome.Landed(plan.landing())
          : outcome;
    }

    @Override
    public OptionalLong restore(OperationId operation, TableId table, long pin) {
      return inner.restore(operation, table, pin);
    }
  }
}
