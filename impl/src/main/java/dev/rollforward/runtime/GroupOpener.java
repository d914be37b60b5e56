package dev.rollforward.runtime;

import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.StagedFragments;
import dev.rollforward.StagingTarget;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.TableGroup;
import dev.rollforward.core.Protocol;
import dev.rollforward.engine.Step;
import dev.rollforward.engine.Stores;
import dev.rollforward.lance.FileSync;
import dev.rollforward.lance.HandedFragments;
import dev.rollforward.lance.LanceRuntime;
import dev.rollforward.port.Environment;
import dev.rollforward.store.blob.BlobAuditStore;
import dev.rollforward.store.blob.BlobManifestStore;
import dev.rollforward.store.blob.BlobRoot;
import dev.rollforward.store.blob.BlobSidecarStore;
import dev.rollforward.store.blob.Blobs;
import dev.rollforward.store.blob.Storage;
import dev.rollforward.store.local.LocalBlobs;
import dev.rollforward.store.local.LocalSync;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Opens and creates groups where a root says, on Lance; all that the public API knows of here. */
public final class GroupOpener {
  private GroupOpener() {}

  /** See {@link TableGroup#open(Path, OpenOptions)}. */
  public static TableGroup open(Path root, OpenOptions options) {
    return open(Root.of(root), options);
  }

  /** See {@link TableGroup#open(URI, OpenOptions)}. */
  public static TableGroup open(URI root, OpenOptions options) {
    return open(new Root(root), options);
  }

  private static TableGroup open(Root root, OpenOptions options) {
    return open(
        root,
        options,
        place ->
            options.writable()
                ? place.openToWrite(Protocol.ROLLFORWARD)
                : place.openToRead(Protocol.ROLLFORWARD));
  }

  /** See {@link TableGroup#create(Path, OpenOptions)}. */
  public static TableGroup create(Path root, OpenOptions options) {
    return create(Root.of(root), options);
  }

  /** See {@link TableGroup#create(URI, OpenOptions)}. */
  public static TableGroup create(URI root, OpenOptions options) {
    return create(new Root(root), options);
  }

  private static TableGroup create(Root root, OpenOptions options) {
    requireWritable(options);
    return open(root, options, place -> place.create(Protocol.ROLLFORWARD));
  }

  /** See {@link TableGroup#openOrCreate(Path, OpenOptions)}. */
  public static TableGroup openOrCreate(Path root, OpenOptions options) {
    return openOrCreate(Root.of(root), options);
  }

  /** See {@link TableGroup#openOrCreate(URI, OpenOptions)}. */
  public static TableGroup openOrCreate(URI root, OpenOptions options) {
    return openOrCreate(new Root(root), options);
  }

  private static TableGroup openOrCreate(Root root, OpenOptions options) {
    requireWritable(options);
    return open(root, options, place -> place.createOrOpen(Protocol.ROLLFORWARD));
  }

  private static void requireWritable(OpenOptions options) {
    if (!options.writable()) {
      throw new IllegalArgumentException("a group cannot be created with read-only options");
    }
  }

  private static TableGroup open(
      Root root, OpenOptions options, Function<BlobRoot, BlobManifestStore> how) {
    LanceRuntime.require();
    Storage storage = Storages.open(root, options);
    BlobManifestStore manifests;
    LanceData data;
    try {
      manifests = how.apply(new BlobRoot(storage.blobs()));
      data = new LanceData(storage, options.allocator(), syncFor(root, options));
    } catch (RuntimeException | Error failure) {
      storage.close();
      throw failure;
    }
    Blobs blobs = storage.blobs();
    Stores stores =
        new Stores(
            manifests,
            new BlobSidecarStore(blobs, manifests::group),
            new BlobAuditStore(blobs, manifests::group),
            data.tables(),
            environment(options));
    return new GroupHandle(
        root,
        options,
        ShieldedListener.around(options.listener()),
        stores,
        data,
        OperationId::random);
  }

  /** A listener is notified of each step when it is taken, so then they are taken one by one. */
  private static Environment environment(OpenOptions options) {
    boolean isHeard =
        options.listener() != ProtocolListener.NONE
            || InstalledListeners.areThere()
            || !Step.installed().isEmpty();
    return isHeard ? Environment.SYSTEM : SideBySide.INSTANCE;
  }

  /** What an object store acknowledges is durable. */
  private static Optional<FileSync> syncFor(Root root, OpenOptions options) {
    return switch (options.durability()) {
      case PROCESS -> Optional.empty();
      case POWER -> root.folder().map(folder -> new LocalSync(folder)::sync);
    };
  }

  /**
   * The protocol that made {@code root}; only {@link Protocol#ROLLFORWARD} can be opened here.
   *
   * @throws Unreadable if there is no group at {@code root}, or none that can be read
   */
  public static Protocol protocolOf(Path root) {
    return new BlobRoot(new LocalBlobs(root)).protocol();
  }

  /** See {@link TableGroup#stagingTarget}. */
  public static StagingTarget stagingTarget(String json) {
    return HandedTarget.parse(json);
  }

  /** See {@link TableGroup#stagedFragments}. */
  public static StagedFragments stagedFragments(String json) {
    return HandedFragments.parse(json);
  }
}
