package dev.rollforward.testkit;

import dev.rollforward.OperationId;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Change;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.TableStore.StagedChange;
import java.util.List;

/**
 * The stores that schedules run on, with data that identifies the operation that wrote it: a change
 * of operation {@code o} adds one row, {@code o}.
 */
public interface TestStores extends AutoCloseable {
  /** The stores; initially they contain only the first manifest. */
  Stores stores();

  /** Stages {@code operation}'s row for {@code table}, whose visible version is {@code pin}. */
  StagedChange stage(OperationId operation, Change kind, TableId table, long pin);

  /** The rows of a version, in table order. */
  List<OperationId> rows(TableId table, long version);

  @Override
  void close();
}
