package dev.rollforward.testkit.memory;

import dev.rollforward.port.TableStore;
import java.util.List;

/**
 * Rows staged for a {@link MemoryTableStore}.
 *
 * @param rows what is added to the table, in order; no nulls
 */
public record MemoryChange(List<String> rows) implements TableStore.StagedChange {
  /** Copies {@code rows}. */
  public MemoryChange {
    rows = List.copyOf(rows);
  }
}
