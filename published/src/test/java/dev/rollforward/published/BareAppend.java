package dev.rollforward.published;

import dev.rollforward.OperationId;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.lance.LanceTableStore;
import dev.rollforward.port.TableStore.CommitOutcome;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

/**
 * An append that skips every protocol: no sidecar, no publish. Production code cannot do it: only
 * the two engines may commit to a table, which {@code PublishedArchitectureTest} checks.
 */
public final class BareAppend {
  private BareAppend() {}

  /** Moves HEAD of {@code table}, a table of a published root, and nothing else. */
  public static CommitOutcome to(Path root, String table, ArrowReader rows) {
    TableId path = new TableId(table + ".lance");
    try (BufferAllocator allocator = new RootAllocator();
        LanceTableStore tables = new LanceTableStore(root, allocator)) {
      long head = tables.history(path, 0).head();
      TablePlan plan = TablePlan.append(table, new Pin(path, head), head, UUID.randomUUID());
      return tables.commit(
          OperationId.random(),
          plan,
          plan.commits().get(0),
          tables.staging().stageAppend(path, head, rows));
    }
  }
}
