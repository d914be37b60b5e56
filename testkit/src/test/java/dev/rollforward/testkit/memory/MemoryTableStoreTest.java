package dev.rollforward.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.port.TableStore;
import dev.rollforward.store.contract.TableStoreContract;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract on the tables in memory, and what they do beyond it. */
class MemoryTableStoreTest extends TableStoreContract {
  private static final TableId TABLE = new TableId("t");
  private static final OperationId OPERATION = new OperationId("op");

  private final MemoryTableStore store = new MemoryTableStore();

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
    return store.rows(table, version);
  }

  @Test
  void aVersionThatDoesNotExistIsAnErrorAndChangesNothing() {
    TablePlan plan = TablePlan.append("t", new Pin(TABLE, 1), 1, UUID.randomUUID());
    MemoryChange change = new MemoryChange(List.of("row"));
    assertThatThrownBy(() -> store.commit(OPERATION, plan, plan.commits().get(0), change))
        .isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> store.restore(OPERATION, TABLE, 1)).isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> store.rows(TABLE, 1)).isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> store.history(TABLE, 1))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("HEAD is 0");
    assertThat(store.history(TABLE, 0).versions()).isEmpty();
  }

  @Test
  void aChangeOfAnotherStoreIsRefused() {
    TablePlan plan = TablePlan.create("t", TABLE, UUID.randomUUID());
    TableStore.StagedChange foreign = new TableStore.StagedChange() {};
    assertThatThrownBy(() -> store.commit(OPERATION, plan, plan.commits().get(0), foreign))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(store.history(TABLE, 0).head()).isZero();
  }
}
