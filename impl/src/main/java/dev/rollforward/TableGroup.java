package dev.rollforward;

import dev.rollforward.core.CommitResult;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.OperationId;
import dev.rollforward.core.Protocol;
import dev.rollforward.core.Verdict;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Writer;
import dev.rollforward.port.StoreException;
import dev.rollforward.port.StoreException.Unreadable;
import dev.rollforward.store.blob.BlobAuditStore;
import dev.rollforward.store.blob.BlobManifestStore;
import dev.rollforward.store.blob.BlobRoot;
import dev.rollforward.store.blob.BlobSidecarStore;
import dev.rollforward.store.blob.Blobs;
import dev.rollforward.store.local.LocalBlobs;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A set of Lance tables that change together: an {@link Operation} over any number of them becomes
 * visible in all of them at once, or never, whatever dies or stalls on the way. Any number of
 * processes may open the same root.
 *
 * <p>The protocol is {@code spec/Rollforward.tla}; the contract is {@code spec/AtomicCommit.tla}.
 *
 * <p>Safe for use by several threads; operations of one handle are committed one after another, in
 * the order in which they were asked to. Closing frees native memory: close readers first. Once it
 * is closed, or being closed, every method that looks at the stores throws {@link
 * IllegalStateException}, also those of its operations and snapshots.
 */
public final class TableGroup implements AutoCloseable {
  private final Path root;
  private final OpenOptions options;
  private final Stores stores;
  private final TableData data;
  private final Supplier<OperationId> ids;
  private final CloseGate gate;
  private final WriteQueue queue;
  private final Sweep sweep;
  private final RecoveryReport openReport;

  /**
   * A group over any stores.
   *
   * @param root where it lives
   * @param options how to open it
   * @param stores its stores, with a manifest in them
   * @param data what the tables hold; closed with the group, also if this fails
   * @param ids new ids for operations
   */
  TableGroup(
      Path root, OpenOptions options, Stores stores, TableData data, Supplier<OperationId> ids) {
    this.root = root;
    this.options = options;
    this.stores = stores;
    this.data = data;
    this.ids = ids;
    this.gate = new CloseGate("the group at " + root);
    this.queue = new WriteQueue(gate);
    this.sweep = new Sweep(new Recovery(stores, options.listener()), options.patience());
    try {
      this.openReport =
          options.writable() ? sweep.recoverAll() : new RecoveryReport(List.of(), List.of());
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  /**
   * Makes a new group at {@code root}, or opens the one that is there.
   *
   * @throws StoreException as for {@link #open(Path, OpenOptions)}
   */
  public static TableGroup create(Path root) {
    return open(root, OpenOptions.readWrite().creating());
  }

  /**
   * Opens the group at {@code root} for reading and writing.
   *
   * @throws StoreException as for {@link #open(Path, OpenOptions)}
   */
  public static TableGroup open(Path root) {
    return open(root, OpenOptions.readWrite());
  }

  /**
   * Opens the group at {@code root}.
   *
   * @param root a {@code file:} URI
   * @throws IllegalArgumentException if it is of another scheme
   * @throws StoreException as for {@link #open(Path, OpenOptions)}
   */
  public static TableGroup open(URI root, OpenOptions options) {
    if (!"file".equals(root.getScheme())) {
      throw new IllegalArgumentException(
          "root '" + root + "' is not a file: URI, the only kind there is so far");
    }
    return open(Path.of(root), options);
  }

  /**
   * Opens the group at {@code root}. Opened for writing, it first sweeps: every operation that was
   * left unfinished is rolled forward or back, see {@link #openReport()}. A sidecar that cannot be
   * used never fails an open.
   *
   * @throws Unreadable if there is no group at {@code root} (MISSING), another protocol made it
   *     (FOREIGN), its mark or newest manifest is damaged (CORRUPT) or of a newer release
   *     (NEWER_FORMAT); nothing was changed
   * @throws StoreException if it cannot be read
   */
  public static TableGroup open(Path root, OpenOptions options) {
    Objects.requireNonNull(options, "options");
    Path absolute = root.toAbsolutePath().normalize();
    Blobs blobs = new LocalBlobs(absolute);
    BlobManifestStore manifests = manifests(new BlobRoot(blobs), options);
    LanceData data = new LanceData(absolute);
    Stores stores =
        new Stores(
            manifests,
            new BlobSidecarStore(blobs, manifests::group),
            new BlobAuditStore(blobs, manifests::group),
            data.tables());
    return new TableGroup(absolute, options, stores, data, OperationId::random);
  }

  private static BlobManifestStore manifests(BlobRoot root, OpenOptions options) {
    if (options.createIfMissing()) {
      return root.createOrOpen(Protocol.ROLLFORWARD);
    }
    return options.writable()
        ? root.openToWrite(Protocol.ROLLFORWARD)
        : root.openToRead(Protocol.ROLLFORWARD);
  }

  /**
   * The protocol that made {@code root}; only {@link Protocol#ROLLFORWARD} can be opened here.
   *
   * @throws Unreadable if there is no group at {@code root}, or it cannot be told
   */
  public static Protocol protocolOf(Path root) {
    return new BlobRoot(new LocalBlobs(root)).protocol();
  }

  /** Where the group lives; absolute. */
  public Path root() {
    return root;
  }

  /** What the sweep of this open did; empty for a read-only group. */
  public RecoveryReport openReport() {
    return openReport;
  }

  /**
   * Finishes every unfinished operation, waiting for live owners as {@link OpenOptions#patience()}
   * says.
   *
   * @throws IllegalStateException if the group is read-only
   * @throws StoreException if the sidecars cannot be listed
   */
  public RecoveryReport recover() {
    requireWritable();
    return inside(sweep::recoverAll);
  }

  /**
   * All tables as one manifest shows them. Later changes don't reach it. Invariant: {@code
   * AtomicVisibility}.
   *
   * @throws StoreException if the manifest cannot be read
   */
  public Snapshot snapshot() {
    return new Snapshot(this, newest());
  }

  /**
   * A new, empty operation that applies to the tables as they are when it is committed.
   *
   * @throws IllegalStateException if the group is read-only
   * @throws StoreException if the manifest cannot be read
   */
  public Operation operation() {
    return operation(newest(), false);
  }

  /**
   * A new, empty operation that is committed only if none of its tables has changed since {@code
   * snapshot}.
   *
   * @throws IllegalStateException if the group is read-only
   */
  public Operation operation(Snapshot snapshot) {
    return inside(() -> operation(snapshot.manifest(), true));
  }

  private Operation operation(Manifest manifest, boolean pinned) {
    requireWritable();
    return new Operation(this, ids.get(), manifest, pinned);
  }

  Writer owner(OperationId operation, List<TableIntent> intents) {
    return new Writer(stores, operation, intents, sweep, options.listener());
  }

  CommitResult commit(Writer owner) {
    return queue.run(owner::run);
  }

  TableData data() {
    return data;
  }

  /** Runs {@code call} so that nothing it uses is freed meanwhile. */
  <T> T inside(Supplier<T> call) {
    return gate.inside(call);
  }

  private Manifest newest() {
    return inside(stores.manifests()::readNewest);
  }

  /**
   * How {@code operation} ended, for whoever was told {@link CommitResult.Indeterminate}. Empty if
   * it is undecided, was never armed, or was finished and acknowledged by its own owner long ago.
   *
   * @throws StoreException if manifest or audit record cannot be read
   */
  public Optional<Verdict> verdictOf(OperationId operation) {
    return inside(() -> stores.verdictOf(operation));
  }

  /**
   * Everything the protocol knows of this group, problems included. Never writes.
   *
   * @throws StoreException if the manifest cannot be read
   */
  public GroupView view() {
    return inside(() -> GroupView.of(stores));
  }

  private void requireWritable() {
    if (!options.writable()) {
      throw new IllegalStateException("the group at " + root + " was opened read-only");
    }
  }

  /**
   * Waits for the calls that are under way, commits that wait for their turn included, and then
   * frees native memory. Does nothing if closed already.
   *
   * @throws IllegalStateException if a reader of it is still open, or it is called from within a
   *     call of the group, by a listener; the group stays open then
   */
  @Override
  public void close() {
    gate.close(data::close);
  }
}
