package dev.rollforward.testkit.memory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.OperationId;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.port.TableStore;
import dev.rollforward.store.contract.TableStoreContract;
import dev.rollforward.testkit.Forwarding;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every statement of {@link TableStoreContract} goes red on a store that breaks it. */
class TableStoreContractTest {
  @Test
  void commitsThatClaimOneVersionAreCaught() {
    caught(
        new Tables() {
          @Override
          public CommitOutcome commit(
              OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
            CommitOutcome outcome = super.commit(operation, plan, commit, change);
            return outcome instanceof CommitOutcome.Landed
                ? new CommitOutcome.Landed(commit.landing())
                : outcome;
          }
        },
        TableStoreContract::VersionsAreLinear);
  }

  @Test
  void anAppendThatIsRefusedOverAnotherIsCaught() {
    caught(
        new Tables() {
          @Override
          public CommitOutcome commit(
              OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
            return history(plan.table(), 0).head() > plan.base()
                ? new CommitOutcome.Refused("HEAD moved")
                : super.commit(operation, plan, commit, change);
          }
        },
        TableStoreContract::AppendRebases);
  }

  @Test
  void anAppendOverARestoreIsCaught() {
    caught(
        new Tables() {
          @Override
          public CommitOutcome commit(
              OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
            return onto(operation, ontoHead(plan), commit, change);
          }
        },
        TableStoreContract::AppendRefusedAfterRestore);
  }

  @Test
  void aRestoreThatIsRefusedIsCaught() {
    caught(
        new Tables() {
          @Override
          public OptionalLong restore(OperationId operation, TableId table, long pin) {
            return history(table, 0).head() > pin + 1
                ? OptionalLong.empty()
                : super.restore(operation, table, pin);
          }
        },
        TableStoreContract::RestoreNeverRefused);
  }

  @Test
  void aRestoreOfHeadInsteadOfThePinIsCaught() {
    caught(
        new Tables() {
          @Override
          public OptionalLong restore(OperationId operation, TableId table, long pin) {
            return super.restore(operation, table, history(table, 0).head());
          }
        },
        TableStoreContract::RestoreBringsBackContent);
  }

  @Test
  void aCreateOverATableIsCaught() {
    caught(
        new Tables() {
          @Override
          public CommitOutcome commit(
              OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
            boolean exists = history(plan.table(), 0).head() > 0;
            return onto(operation, exists ? ontoHead(plan) : plan, commit, change);
          }
        },
        TableStoreContract::CreateRefusedIfExists);
  }

  @Test
  void aFenceOverATableIsCaught() {
    caught(
        new Tables() {
          @Override
          public OptionalLong restore(OperationId operation, TableId table, long pin) {
            boolean exists = history(table, 0).head() > 0;
            return super.restore(operation, table, exists ? 1 : pin);
          }
        },
        TableStoreContract::FenceRefusedIfExists);
  }

  @Test
  void anotherOperationsNameIsCaught() {
    caught(
        new Tables() {
          @Override
          public OptionalLong restore(OperationId operation, TableId table, long pin) {
            return super.restore(new OperationId("nobody"), table, pin);
          }
        },
        TableStoreContract::TransactionTellsItsOperation);
  }

  private static void caught(Tables broken, Consumer<TableStoreContract> statement) {
    statement.accept(new OnMemory(new Tables()));
    assertThatThrownBy(() -> statement.accept(new OnMemory(broken)))
        .isInstanceOf(AssertionError.class);
  }

  private static class Tables extends Forwarding.Tables {
    private final MemoryTableStore tables;

    Tables() {
      this(new MemoryTableStore());
    }

    private Tables(MemoryTableStore tables) {
      super(tables);
      this.tables = tables;
    }

    /** The commit, prepared against the base of {@code plan} instead. */
    CommitOutcome onto(
        OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
      return tables.commit(
          operation, plan, new PlannedCommit(commit.transaction(), plan.base()), change);
    }

    TablePlan ontoHead(TablePlan plan) {
      long head = history(plan.table(), 0).head();
      return head == 0
          ? plan
          : TablePlan.append(plan.name(), new Pin(plan.table(), 1), head, UUID.randomUUID());
    }
  }

  private static final class OnMemory extends TableStoreContract {
    private final Tables store;

    OnMemory(Tables store) {
      this.store = store;
    }

    @Override
    protected TableStore store() {
      return store;
    }

    @Override
    protected TableStore.StagedChange stage(TablePlan plan, List<String> rows) {
      return new MemoryChange(rows);
    }

    @Override
    protected List<String> rows(TableId table, long version) {
      return store.tables.rows(table, version);
    }
  }
}
