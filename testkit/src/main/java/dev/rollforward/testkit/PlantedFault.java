package dev.rollforward.testkit;

import dev.rollforward.OperationId;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Landing;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.TableVersion;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.AuditStore;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Faults of the spec, by their own names, as far as a store that lies can bring them about; each
 * with the property it must be caught by.
 */
public enum PlantedFault {
  /** A table that the operation has not reached is not restored. */
  NoFence(
      Invariant.NoDriftAfterDecision,
      stores -> Forwarding.with(stores, new SkippingFences(stores))),
  /** A rebased commit passes for a clean one. */
  NoParentCheck(Invariant.PinExact, stores -> Forwarding.with(stores, new HidingRebases(stores))),
  /** HEAD is taken to hold what the pin holds, whatever lies above it. */
  HeadNeedNotResolve(
      Invariant.PinExact, stores -> Forwarding.with(stores, new AlwaysResolving(stores))),
  /** A manifest is put whether or not its number is free. */
  LastWriterWinsManifest(
      Invariant.PinExact, stores -> Forwarding.with(stores, new Overwriting(stores.manifests()))),
  /** An audit record is appended instead of created if absent. */
  AuditAppended(
      Invariant.AuditAtMostOnce, stores -> Forwarding.with(stores, new Appending(stores.audits())));

  private final Invariant breaks;
  private final UnaryOperator<Stores> plant;

  PlantedFault(Invariant breaks, UnaryOperator<Stores> plant) {
    this.breaks = breaks;
    this.plant = plant;
  }

  /** The property that has to notice it. */
  public Invariant breaks() {
    return breaks;
  }

  /** Stores with the fault in them. */
  public UnaryOperator<Stores> plant() {
    return plant;
  }

  private static final class SkippingFences extends Forwarding.Tables {
    private final Stores stores;

    SkippingFences(Stores stores) {
      super(stores.tables());
      this.stores = stores;
    }

    @Override
    public OptionalLong restore(OperationId operation, TableId table, long pin) {
      Optional<Sidecar> sidecar = stores.sidecars().read(operation);
      return sidecar.isPresent() && !hasReached(sidecar.get(), table)
          ? OptionalLong.empty()
          : inner.restore(operation, table, pin);
    }

    /** A loop, as Lincheck cannot look into the streams of the JDK. */
    private boolean hasReached(Sidecar sidecar, TableId table) {
      for (TablePlan plan : sidecar.tables()) {
        if (plan.table().equals(table)
            && Landing.isClean(plan, inner.history(table, plan.base()))) {
          return true;
        }
      }
      return false;
    }
  }

  private static final class HidingRebases extends Forwarding.Tables {
    HidingRebases(Stores stores) {
      super(stores.tables());
    }

    @Override
    public CommitOutcome commit(
        OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
      CommitOutcome outcome = inner.commit(operation, plan, commit, change);
      return outcome instanceof CommitOutcome.Landed
          ? new CommitOutcome.Landed(commit.landing())
          : outcome;
    }
  }

  private static final class AlwaysResolving extends Forwarding.Tables {
    AlwaysResolving(Stores stores) {
      super(stores.tables());
    }

    @Override
    public TableHistory history(TableId table, long from) {
      TableHistory history = inner.history(table, from);
      NavigableMap<Long, TableVersion> versions = new TreeMap<>(history.versions());
      versions.computeIfPresent(
          history.head(),
          (number, version) ->
              new TableVersion(
                  number,
                  version.transaction(),
                  version.operation(),
                  new TableVersion.Restore(from)));
      return TableHistory.of(table, from, versions);
    }
  }

  private static final class Overwriting extends Forwarding.Manifests {
    Overwriting(ManifestStore inner) {
      super(inner);
    }

    @Override
    public Created create(Manifest manifest) {
      Manifest newest = inner.readNewest();
      return inner.create(
          Manifest.of(
              manifest.group(),
              newest.version() + 1,
              manifest.pins(),
              manifest.decisions(),
              manifest.committedBy()));
    }
  }

  private static final class Appending extends Forwarding.Audits {
    Appending(AuditStore inner) {
      super(inner);
    }

    @Override
    public Created create(Audit audit) {
      inner.create(audit);
      return Created.CREATED;
    }
  }
}
