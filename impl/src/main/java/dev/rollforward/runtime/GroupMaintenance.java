package dev.rollforward.runtime;

import dev.rollforward.CleanUpPlan;
import dev.rollforward.Maintenance;
import dev.rollforward.Retention;
import dev.rollforward.engine.CleanUp;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.HistoryStore;
import dev.rollforward.port.TableCleanUp;
import java.util.Optional;

/** The clean-up of one handle. */
final class GroupMaintenance implements Maintenance {
  private final GroupHandle group;
  private final Stores stores;
  private final OpenSnapshots snapshots;

  GroupMaintenance(GroupHandle group, Stores stores, OpenSnapshots snapshots) {
    this.group = group;
    this.stores = stores;
    this.snapshots = snapshots;
  }

  @Override
  public CleanUpPlan plan(Retention retention) {
    return group.inside(() -> engine().plan(retention));
  }

  @Override
  public CleanUpPlan cleanUp(Retention retention) {
    group.requireWritable();
    return group.inside(() -> engine().run(retention, snapshots::holding));
  }

  private CleanUp engine() {
    Optional<TableCleanUp> tables = group.data().cleanUp();
    if (stores.manifests() instanceof HistoryStore history && tables.isPresent()) {
      return new CleanUp(stores, history, tables.get(), snapshots::versions);
    }
    throw new UnsupportedOperationException(
        "the stores of the group at " + group.root() + " keep everything");
  }
}
