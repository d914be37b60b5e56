package dev.rollforward.conformance;

import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.Audit;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.TableVersion;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.AuditStore;
import dev.rollforward.port.Created;
import dev.rollforward.port.TableStore;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Faults of recovery, by the names of the spec, as far as a store that lies brings them about. */
enum RecoveryFault {
  /** A sweep writes no audit of what it has committed. */
  RollForwardUnaudited(List.of("RecoveredIsAudited", "OwnerCanLearn")) {
    @Override
    Stores plant(Stores stores) {
      return new Stores(
          stores.manifests(), stores.sidecars(), new AbortsOnly(stores.audits()), stores.tables());
    }
  },
  /** A sweep takes what is complete for incomplete. */
  NeverForward(List.of("CompleteIsForwarded")) {
    @Override
    Stores plant(Stores stores) {
      return new Stores(
          stores.manifests(), stores.sidecars(), stores.audits(), new HidingOwners(stores));
    }
  };

  private final List<String> breaks;

  RecoveryFault(List<String> breaks) {
    this.breaks = breaks;
  }

  List<String> breaks() {
    return breaks;
  }

  /** Stores with the fault in them. */
  abstract Stores plant(Stores stores);

  /** Keeps no record of what was committed, and says that there is one. */
  private static final class AbortsOnly implements AuditStore {
    private final AuditStore inner;
    private final Map<OperationId, Audit> claimed = new ConcurrentHashMap<>();

    AbortsOnly(AuditStore inner) {
      this.inner = inner;
    }

    @Override
    public Optional<Audit> read(OperationId operation) {
      return inner.read(operation).or(() -> Optional.ofNullable(claimed.get(operation)));
    }

    @Override
    public Created create(Audit audit) {
      if (audit.verdict() == Verdict.ABORTED) {
        return inner.create(audit);
      }
      claimed.put(audit.operation(), audit);
      return Created.EXISTS;
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

  /** While a sidecar stands, nobody sees whose the changes above its base are. */
  private record HidingOwners(Stores stores) implements TableStore {
    @Override
    public TableHistory history(TableId table, long from) {
      TableHistory history = stores.tables().history(table, from);
      NavigableMap<Long, TableVersion> versions = new TreeMap<>(history.versions());
      versions.replaceAll((number, version) -> hidden(version));
      return TableHistory.of(table, from, versions);
    }

    private TableVersion hidden(TableVersion version) {
      boolean pending =
          version.operation().flatMap(stores.sidecars()::read).map(Sidecar::operation).isPresent();
      return pending
          ? new TableVersion(
              version.version(), Optional.empty(), Optional.empty(), version.content())
          : version;
    }

    @Override
    public CommitOutcome commit(
        OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
      return stores.tables().commit(operation, plan, commit, change);
    }

    @Override
    public OptionalLong restore(OperationId operation, TableId table, long pin) {
      return stores.tables().restore(operation, table, pin);
    }
  }
}
