package dev.rollforward.guard;

import dev.rollforward.OperationId;
import dev.rollforward.core.TableId;
import dev.rollforward.port.TableStore;
import java.util.OptionalLong;

/** What library code must not do: a change that skips its protocol; for the rule to find. */
final class MovesATable {
  private MovesATable() {}

  static OptionalLong restore(TableStore tables, OperationId operation, TableId table) {
    return tables.restore(operation, table, 1);
  }
}
