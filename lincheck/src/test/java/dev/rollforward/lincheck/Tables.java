package dev.rollforward.lincheck;

import dev.rollforward.OperationId;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.port.TableStore;
import java.util.OptionalLong;

/** Tables as they are, for faults to change something of. */
class Tables implements TableStore {
  final TableStore inner;

  Tables(TableStore inner) {
    this.inner = inner;
  }

  static Stores in(Stores stores, TableStore tables) {
    return new Stores(stores.manifests(), stores.sidecars(), stores.audits(), tables);
  }

  static Stores in(Stores stores, ManifestStore manifests) {
    return new Stores(manifests, stores.sidecars(), stores.audits(), stores.tables());
  }

  @Override
  public TableHistory history(TableId table, long from) {
    return inner.history(table, from);
  }

  @Override
  public CommitOutcome commit(
      OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
    return inner.commit(operation, plan, commit, change);
  }

  @Override
  public OptionalLong restore(OperationId operation, TableId table, long pin) {
    return inner.restore(operation, table, pin);
  }
}
