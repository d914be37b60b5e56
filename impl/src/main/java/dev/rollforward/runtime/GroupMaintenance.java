package dev.rollforward.runtime;

import dev.rollforward.CleanUpPlan;
import dev.rollforward.Maintenance;
import dev.rollforward.Optimization;
import dev.rollforward.OptimizePolicy;
import dev.rollforward.ProtocolListener;
import dev.rollforward.RecoveryPlan;
import dev.rollforward.Retention;
import dev.rollforward.Verification;
import dev.rollforward.engine.CleanUp;
import dev.rollforward.engine.RecoveryPreview;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.Verifier;
import dev.rollforward.port.HistoryStore;
import dev.rollforward.port.TableCheck;
import dev.rollforward.port.TableCleanUp;
import java.util.List;

/** The maintenance of one handle. */
final class GroupMaintenance implements Maintenance {
  private final GroupHandle group;
  private final Stores stores;
  private final OpenSnapshots snapshots;
  private final ProtocolListener listener;

  GroupMaintenance(
      GroupHandle group, Stores stores, OpenSnapshots snapshots, ProtocolListener listener) {
    this.group = group;
    this.stores = stores;
    this.snapshots = snapshots;
    this.listener = listener;
  }

  @Override
  public CleanUpPlan plan(Retention retention) {
    return group.inside(() -> engine().plan(retention));
  }

  @Override
  public CleanUpPlan cleanUp(Retention retention) {
    group.requireWritable();
    CleanUpPlan done = group.inside(() -> engine().run(retention, snapshots::holding));
    ObservedCommit.shielded(() -> group.options().observer().cleanedUp(done));
    return done;
  }

  @Override
  public Verification verify(boolean readsRows) {
    return group.inside(
        () -> {
          TableCheck check = group.data().check().orElseThrow(this::nothingKept);
          return new Verifier(stores, history(), check, readsRows).run();
        });
  }

  @Override
  public RecoveryPlan planRecovery() {
    return group.inside(() -> new RecoveryPreview(stores).plan());
  }

  @Override
  public List<Optimization> planOptimize(OptimizePolicy policy) {
    return new Optimizing(group, policy).plan();
  }

  @Override
  public List<Optimization> optimize(OptimizePolicy policy) {
    group.requireWritable();
    return new Optimizing(group, policy).run();
  }

  private CleanUp engine() {
    TableCleanUp tables = group.data().cleanUp().orElseThrow(this::nothingKept);
    return new CleanUp(stores, history(), tables, snapshots::versions, listener);
  }

  private HistoryStore history() {
    if (stores.manifests() instanceof HistoryStore history) {
      return history;
    }
    throw nothingKept();
  }

  private UnsupportedOperationException nothingKept() {
    return new UnsupportedOperationException(
        "the group at "
            + group.root()
            + " is in memory: its files cannot be looked at, and are gone when this JVM ends");
  }
}
