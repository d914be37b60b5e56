package dev.rollforward.testkit;

import dev.rollforward.OperationId;
import dev.rollforward.UpsertMode;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.Overwrite;
import dev.rollforward.core.change.Upsert;
import dev.rollforward.engine.Stores;
import dev.rollforward.lance.LanceTableStore;
import dev.rollforward.lance.LanceVersionReader;
import dev.rollforward.port.TableStore.StagedChange;
import dev.rollforward.store.blob.BlobAuditStore;
import dev.rollforward.store.blob.BlobManifestStore;
import dev.rollforward.store.blob.BlobSidecarStore;
import dev.rollforward.store.blob.Blobs;
import dev.rollforward.store.blob.Storage;
import dev.rollforward.store.local.LocalBlobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

/** Real Lance tables and real files under a local folder. */
public final class LanceTestStores implements TestStores {
  private final BufferAllocator allocator = new RootAllocator();
  private final LanceTableStore tables;
  private final Stores stores;
  private final Map<Pin, List<OperationId>> known = new HashMap<>();

  /** A new group at {@code root}, which must be empty or not exist. */
  public LanceTestStores(Path root) {
    this(local(root));
    stores.manifests().create(Manifest.first(GroupId.random()));
  }

  private LanceTestStores(Storage storage) {
    Blobs blobs = storage.blobs();
    BlobManifestStore manifests = new BlobManifestStore(blobs);
    this.tables =
        new LanceTableStore(
            storage.tables(), storage.tableOptions(), allocator, Optional.empty(), storage.files());
    this.stores =
        new Stores(
            manifests,
            new BlobSidecarStore(blobs, manifests::group),
            new BlobAuditStore(blobs, manifests::group),
            tables);
  }

  /** The existing group at {@code root}. */
  public static LanceTestStores at(Path root) {
    return new LanceTestStores(local(root));
  }

  /** A new group in {@code storage}, which must be empty and is closed by the caller. */
  public static LanceTestStores in(Storage storage) {
    LanceTestStores made = new LanceTestStores(storage);
    made.stores.manifests().create(Manifest.first(GroupId.random()));
    return made;
  }

  private static Storage local(Path root) {
    return new Storage(new LocalBlobs(root), root.toAbsolutePath().normalize().toString());
  }

  @Override
  public Stores stores() {
    return stores;
  }

  @Override
  public StagedChange stage(OperationId operation, Change kind, TableId table, long pin) {
    if (kind instanceof Create) {
      return tables.staging().stageCreate(table, reader(List.of(operation)));
    }
    PinnedTable pinned = new PinnedTable(new Pin(table, pin), kind.kind(), Optional.empty());
    if (kind instanceof Overwrite) {
      List<OperationId> all = new ArrayList<>(rows(table, pin));
      all.add(operation);
      return tables.staging().stageOverwrite(pinned, table, reader(all));
    }
    if (kind instanceof Upsert) {
      String key = OperationRows.schema().getFields().get(0).getName();
      UpsertMode mode = UpsertMode.UPDATE_AND_INSERT;
      return tables.staging().stageUpsert(pinned, mode, reader(List.of(operation)), List.of(key));
    }
    return tables.staging().stageAppend(pinned, reader(List.of(operation)));
  }

  private ArrowReader reader(List<OperationId> rows) {
    return OperationRows.reader(allocator, rows);
  }

  /** Versions are immutable, so each is read once. */
  @Override
  public List<OperationId> rows(TableId table, long version) {
    return version == Pin.ABSENT
        ? List.of()
        : known.computeIfAbsent(new Pin(table, version), this::read);
  }

  private List<OperationId> read(Pin pin) {
    try (LanceVersionReader reader = tables.openVersion(pin.table(), pin.version())) {
      return OperationRows.in(reader);
    }
  }

  @Override
  public void close() {
    tables.close();
    allocator.close();
  }
}
