package dev.rollforward.runtime;

import dev.rollforward.TableReader;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.lance.LanceTableStore;
import dev.rollforward.port.TableStore.StagedChange;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** The data of Lance tables, and the native memory that it takes. */
final class LanceData implements TableData {
  private final BufferAllocator allocator = new RootAllocator();
  private final LanceTableStore tables;

  /** Of the tables under {@code root}. */
  LanceData(Path root) {
    tables = new LanceTableStore(root, allocator);
  }

  /** The same tables as the protocol moves them. */
  LanceTableStore tables() {
    return tables;
  }

  @Override
  public StagedChange stageCreate(TableId table, ArrowReader rows) {
    return tables.stageCreate(table, rows);
  }

  @Override
  public StagedChange stageCreate(TableId table, Schema schema) {
    return tables.stageCreate(table, schema);
  }

  @Override
  public StagedChange stageAppend(PinnedTable table, ArrowReader rows) {
    return tables.stageAppend(table, rows);
  }

  @Override
  public TableReader open(PinnedTable table) {
    return tables.open(table);
  }

  @Override
  public void close() {
    tables.close();
    allocator.close();
  }
}
