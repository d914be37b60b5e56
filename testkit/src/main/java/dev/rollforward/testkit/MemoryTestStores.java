package dev.rollforward.testkit;

import dev.rollforward.OperationId;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Change;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.TableStore.StagedChange;
import dev.rollforward.testkit.memory.MemoryAuditStore;
import dev.rollforward.testkit.memory.MemoryChange;
import dev.rollforward.testkit.memory.MemoryManifestStore;
import dev.rollforward.testkit.memory.MemorySidecarStore;
import dev.rollforward.testkit.memory.MemoryTableStore;
import java.util.List;

/** In-memory stores: no I/O, for exploring many schedules. */
public final class MemoryTestStores implements TestStores {
  private final MemoryTableStore tables = new MemoryTableStore();
  private final Stores stores =
      new Stores(
          new MemoryManifestStore(), new MemorySidecarStore(), new MemoryAuditStore(), tables);

  /** A new, empty group. */
  public MemoryTestStores() {
    stores.manifests().create(Manifest.first(new GroupId("memory")));
  }

  @Override
  public Stores stores() {
    return stores;
  }

  @Override
  public StagedChange stage(OperationId operation, Change kind, TableId table, long pin) {
    return new MemoryChange(List.of(operation.value()));
  }

  @Override
  public List<OperationId> rows(TableId table, long version) {
    return tables.rows(table, version).stream().map(OperationId::new).toList();
  }

  @Override
  public void close() {}
}
