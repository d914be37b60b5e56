package dev.rollforward.conformance.published;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.TableVersion;
import dev.rollforward.core.change.Create;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.port.SidecarStore;
import dev.rollforward.port.TableStore;
import dev.rollforward.store.json.SidecarCodec;
import dev.rollforward.testkit.Forwarding;
import dev.rollforward.testkit.PlantedFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Faults that turn a row of the comparison red for the shipped protocol, by stores that lie. */
enum RowFault {
  /** Whoever loses the compare-and-set of the manifest fails. */
  LostPublishFails(
      stores ->
          new Stores(
              new FailingLoser(stores.manifests()),
              stores.sidecars(),
              stores.audits(),
              stores.tables())),
  /** A sidecar that was listed and is gone fails its reader. */
  GoneFails(stores -> Forwarding.with(stores, new FailingGone(stores.sidecars()))),
  /** A sidecar of another root is taken for one of this root. */
  ForeignIsOurs(
      stores -> Forwarding.with(stores, new TakingForeign(stores.sidecars(), stores.manifests()))),
  /** Whose change it is, is told of HEAD only. */
  OnlyHeadIsOwned(stores -> Forwarding.with(stores, new HeadOnly(stores.tables()))),
  /** Who prepares the creation of a table locks its name until it has committed. */
  NameIsLocked(stores -> Forwarding.with(stores, new Locking(stores.tables(), new HashMap<>()))),
  /** A table that the operation has not reached is not restored. */
  NoFence(PlantedFault.NoFence.plant()),
  /** A rebased commit passes for a clean one. */
  NoParentCheck(PlantedFault.NoParentCheck.plant()),
  /** HEAD is taken to hold what the pin holds. */
  HeadNeedNotResolve(PlantedFault.HeadNeedNotResolve.plant()),
  /** A manifest is put whether or not its number is free. */
  LastWriterWinsManifest(PlantedFault.LastWriterWinsManifest.plant()),
  /** An audit record is appended instead of created if absent. */
  AuditAppended(PlantedFault.AuditAppended.plant());

  private final UnaryOperator<Stores> plant;

  RowFault(UnaryOperator<Stores> plant) {
    this.plant = plant;
  }

  UnaryOperator<Stores> plant() {
    return plant;
  }

  private static final class FailingLoser extends Forwarding.Manifests {
    FailingLoser(ManifestStore inner) {
      super(inner);
    }

    @Override
    public Created create(Manifest manifest) {
      if (inner.create(manifest) == Created.EXISTS) {
        throw new StoreException("manifest " + manifest.version() + " exists", null);
      }
      return Created.CREATED;
    }
  }

  private static final class FailingGone extends Forwarding.Sidecars {
    FailingGone(SidecarStore inner) {
      super(inner);
    }

    @Override
    public Optional<Sidecar> read(OperationId operation) {
      Optional<Sidecar> sidecar = inner.read(operation);
      if (sidecar.isEmpty()) {
        throw new StoreException("the sidecar of " + operation + " is gone", null);
      }
      return sidecar;
    }
  }

  private static final class TakingForeign extends Forwarding.Sidecars {
    private final ManifestStore manifests;

    TakingForeign(SidecarStore inner, ManifestStore manifests) {
      super(inner);
      this.manifests = manifests;
    }

    @Override
    public Optional<Sidecar> read(OperationId operation) {
      try {
        return inner.read(operation);
      } catch (Unreadable foreign) {
        return Optional.of(taken(Path.of(foreign.location()), operation));
      }
    }

    private Sidecar taken(Path file, OperationId operation) {
      try {
        byte[] content = Files.readAllBytes(file);
        Sidecar foreign = new SidecarCodec().decode(content, file.toString(), operation.value());
        return Sidecar.of(
            manifests.readNewest().group(), operation, foreign.basedOn(), foreign.tables());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class HeadOnly extends Forwarding.Tables {
    HeadOnly(TableStore inner) {
      super(inner);
    }

    @Override
    public TableHistory history(TableId table, long from) {
      TableHistory history = inner.history(table, from);
      NavigableMap<Long, TableVersion> versions = new TreeMap<>(history.versions());
      versions.replaceAll(
          (number, version) ->
              number == history.head()
                  ? version
                  : new TableVersion(
                      number, Optional.empty(), Optional.empty(), version.content()));
      return TableHistory.of(table, from, versions);
    }
  }

  /** A dataset is called after its table and the operation that creates it. */
  private static final class Locking extends Forwarding.Tables {
    private final Map<String, TableId> locks;

    Locking(TableStore inner, Map<String, TableId> locks) {
      super(inner);
      this.locks = locks;
    }

    @Override
    public TableHistory history(TableId table, long from) {
      TableHistory history = inner.history(table, from);
      String name = table.value().substring(0, table.value().indexOf('-'));
      if (history.head() == 0 && !locks.computeIfAbsent(name, n -> table).equals(table)) {
        throw new StoreException("table '" + name + "' is locked by " + locks.get(name), null);
      }
      return history;
    }

    @Override
    public CommitOutcome commit(
        OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
      if (plan.change() instanceof Create) {
        locks.remove(plan.name());
      }
      return inner.commit(operation, plan, commit, change);
    }
  }
}
