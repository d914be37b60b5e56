package dev.rollforward.testkit;

import dev.rollforward.OperationId;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.AuditStore;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.port.SidecarStore;
import dev.rollforward.port.TableStore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Stores that pass every call on to others. A subclass overrides the calls that it observes, delays
 * or breaks; a new method of a port is forwarded here once.
 */
public final class Forwarding {
  private Forwarding() {}

  /** {@code stores} with other manifests. */
  public static Stores with(Stores stores, ManifestStore manifests) {
    return new Stores(manifests, stores.sidecars(), stores.audits(), stores.tables())
        .in(stores.environment());
  }

  /** {@code stores} with other sidecars. */
  public static Stores with(Stores stores, SidecarStore sidecars) {
    return new Stores(stores.manifests(), sidecars, stores.audits(), stores.tables())
        .in(stores.environment());
  }

  /** {@code stores} with other audit records. */
  public static Stores with(Stores stores, AuditStore audits) {
    return new Stores(stores.manifests(), stores.sidecars(), audits, stores.tables())
        .in(stores.environment());
  }

  /** {@code stores} with other tables. */
  public static Stores with(Stores stores, TableStore tables) {
    return new Stores(stores.manifests(), stores.sidecars(), stores.audits(), tables)
        .in(stores.environment());
  }

  /** Forwards the calls of a {@link ManifestStore}. */
  public static class Manifests implements ManifestStore {
    /** Receives the calls. */
    protected final ManifestStore inner;

    /** Forwards to {@code inner}. */
    public Manifests(ManifestStore inner) {
      this.inner = Objects.requireNonNull(inner, "inner");
    }

    @Override
    public Manifest readNewest() {
      return inner.readNewest();
    }

    @Override
    public Manifest readKnown() {
      return inner.readKnown();
    }

    @Override
    public void makeDurable(long version) {
      inner.makeDurable(version);
    }

    @Override
    public Created create(Manifest manifest) {
      return inner.create(manifest);
    }
  }

  /** Forwards the calls of a {@link SidecarStore}. */
  public static class Sidecars implements SidecarStore {
    /** Receives the calls. */
    protected final SidecarStore inner;

    /** Forwards to {@code inner}. */
    public Sidecars(SidecarStore inner) {
      this.inner = Objects.requireNonNull(inner, "inner");
    }

    @Override
    public Listing list() {
      return inner.list();
    }

    @Override
    public Optional<Sidecar> read(OperationId operation) {
      return inner.read(operation);
    }

    @Override
    public boolean exists(OperationId operation) {
      return inner.exists(operation);
    }

    @Override
    public void makeDurable(OperationId operation) {
      inner.makeDurable(operation);
    }

    @Override
    public Created create(Sidecar sidecar) {
      return inner.create(sidecar);
    }

    @Override
    public void delete(OperationId operation) {
      inner.delete(operation);
    }
  }

  /** Forwards the calls of an {@link AuditStore}. */
  public static class Audits implements AuditStore {
    /** Receives the calls. */
    protected final AuditStore inner;

    /** Forwards to {@code inner}. */
    public Audits(AuditStore inner) {
      this.inner = Objects.requireNonNull(inner, "inner");
    }

    @Override
    public Optional<Audit> read(OperationId operation) {
      return inner.read(operation);
    }

    @Override
    public Created create(Audit audit) {
      return inner.create(audit);
    }

    @Override
    public List<OperationId> list() {
      return inner.list();
    }

    @Override
    public void delete(OperationId operation) {
      inner.delete(operation);
    }
  }

  /** Forwards the calls of a {@link TableStore}. */
  public static class Tables implements TableStore {
    /** Receives the calls. */
    protected final TableStore inner;

    /** Forwards to {@code inner}. */
    public Tables(TableStore inner) {
      this.inner = Objects.requireNonNull(inner, "inner");
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

    @Override
    public boolean isStagedSince(StagedChange change, Instant time) {
      return inner.isStagedSince(change, time);
    }

    @Override
    public void makeDurable(List<TablePlan> plans) {
      inner.makeDurable(plans);
    }
  }
}
