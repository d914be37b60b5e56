package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.Resolution;
import dev.rollforward.SchemaMismatchException;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.TableStore;
import dev.rollforward.testkit.memory.MemoryTableStore;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A change that can never be committed is told as that, and not as one that lost a race. */
class UnfittingChangeTest {
  private final MemoryTableStore tables = new MemoryTableStore();
  private final Stores memory = InMemory.stores(tables);
  private final Stores stores =
      new Stores(memory.manifests(), memory.sidecars(), memory.audits(), new Picky());
  private final TableGroup group = new InMemory(tables, stores).open(OpenOptions.builder().build());

  @Test
  void leavesNoTrace() {
    assertThat(InMemory.create(group.begin(), "a", "1").commit())
        .isInstanceOf(CommitResult.Committed.class);
    long before = group.snapshot().version();
    Transaction append = InMemory.append(group.begin(), "a", "2");

    assertThat(append.commit())
        .isInstanceOfSatisfying(
            CommitResult.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(CommitResult.Reason.SCHEMA_CHANGED);
              assertThat(rejected.reason().isRetryable()).isFalse();
              assertThat(rejected.table()).contains("a");
              assertThat(rejected.detail()).startsWith("data for table a does not fit");
            });

    assertThat(group.snapshot().version()).isEqualTo(before);
    assertThat(stores.sidecars().list().operations()).isEmpty();
    assertThat(stores.audits().list()).isEmpty();
    Pin pin = stores.manifests().readNewest().pin("a").orElseThrow();
    assertThat(tables.history(pin.table(), 0).head()).isEqualTo(pin.version());
    assertThat(group.resolve(append.id())).isEqualTo(Resolution.UNRECORDED);
  }

  /** Takes no append. */
  private final class Picky implements TableStore {
    @Override
    public TableHistory history(TableId table, long from) {
      return tables.history(table, from);
    }

    @Override
    public CommitOutcome commit(
        OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
      return tables.commit(operation, plan, commit, change);
    }

    @Override
    public OptionalLong restore(OperationId operation, TableId table, long pin) {
      return tables.restore(operation, table, pin);
    }

    @Override
    public StagedChange fit(TableId table, long base, StagedChange change) {
      if (base != Pin.ABSENT) {
        throw new SchemaMismatchException(table.value(), "x", "x Int(32, true)", "no such field");
      }
      return change;
    }
  }
}
