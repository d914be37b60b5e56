package dev.rollforward.runtime;

import dev.rollforward.At;
import dev.rollforward.CloseReport;
import dev.rollforward.CommitResult;
import dev.rollforward.CommitResult.Reason;
import dev.rollforward.GroupView;
import dev.rollforward.Maintenance;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.RecoveryReport;
import dev.rollforward.Resolution;
import dev.rollforward.Revision;
import dev.rollforward.SchemaException;
import dev.rollforward.Snapshot;
import dev.rollforward.StagedFragments;
import dev.rollforward.StagingTarget;
import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.TableDiff;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.Verdict;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.Protocol;
import dev.rollforward.core.Source;
import dev.rollforward.core.TableId;
import dev.rollforward.engine.ConflictResolver;
import dev.rollforward.engine.Decisions;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Terms;
import dev.rollforward.engine.Writer;
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
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open group: stores, queue, close gate and recovery of one handle. */
public final class GroupHandle implements TableGroup {
  private static final Logger LOG = LoggerFactory.getLogger(GroupHandle.class);

  private final Root root;
  private final OpenOptions options;
  private final ProtocolListener listener;
  private final Stores stores;
  private final TableData data;
  private final Supplier<OperationId> ids;
  private final CloseGate gate;
  private final WriteQueue queue;
  private final Set<OperationId> running = ConcurrentHashMap.newKeySet();
  private final OpenSnapshots snapshots = new OpenSnapshots();
  private final PatientRecovery recovery;
  private final RecoveryReport openReport;

  /**
   * A group over any stores.
   *
   * @param root where it lives
   * @param options how to open it
   * @param listener is notified of every step instead of that of the options; what it throws ends
   *     the writer or recovery where it is, like a crash, which is for tests only
   * @param stores its stores, with a manifest in them
   * @param data what the tables hold; closed with the group, also if this fails
   * @param ids new ids for operations
   */
  public GroupHandle(
      URI root,
      OpenOptions options,
      ProtocolListener listener,
      Stores stores,
      TableData data,
      Supplier<OperationId> ids) {
    this(new Root(root), options, listener, stores, data, ids);
  }

  private GroupHandle(
      Root root,
      OpenOptions options,
      ProtocolListener listener,
      Stores stores,
      TableData data,
      Supplier<OperationId> ids) {
    this.root = root;
    this.options = options;
    this.listener = withInstalled(listener, root, data);
    this.stores = stores;
    this.data = data;
    this.ids = ids;
    this.gate = new CloseGate("the group at " + root);
    this.queue = new WriteQueue(gate);
    this.recovery =
        new PatientRecovery(
            new Recovery(stores, this.listener), options.patience(), running, stores.environment());
    try {
      this.openReport = recoverOnOpen();
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  private static ProtocolListener withInstalled(ProtocolListener own, Root root, TableData data) {
    try {
      return InstalledListeners.before(own, root.uri());
    } catch (RuntimeException | Error failure) {
      data.close();
      throw failure;
    }
  }

  private RecoveryReport recoverOnOpen() {
    if (!options.writable()) {
      return Reports.NOTHING;
    }
    return switch (options.recovery()) {
      case NONE -> Reports.NOTHING;
      case ROLL_FORWARD -> recovery.rollForward();
      case FULL -> recovery.recoverAll();
    };
  }

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
            data.tables());
    return new GroupHandle(
        root,
        options,
        ShieldedListener.around(options.listener()),
        stores,
        data,
        OperationId::random);
  }

  /** What an object store acknowledges is durable. */
  private static Optional<FileSync> syncFor(Root root, OpenOptions options) {
    return switch (options.durability()) {
      case PROCESS -> Optional.empty();
      case POWER -> root.folder().map(folder -> new LocalSync(folder)::sync);
    };
  }

  /** The dataset of a table that is to be created. */
  TableId newDataset() {
    return TableId.of(stores.environment().newUuid());
  }

  /**
   * The protocol that made {@code root}; only {@link Protocol#ROLLFORWARD} can be opened here.
   *
   * @throws Unreadable if there is no group at {@code root}, or none that can be read
   */
  public static Protocol protocolOf(Path root) {
    return new BlobRoot(new LocalBlobs(root)).protocol();
  }

  @Override
  public URI root() {
    return root.uri();
  }

  @Override
  public RecoveryReport openReport() {
    return openReport;
  }

  @Override
  public RecoveryReport recover() {
    requireWritable();
    return inside(recovery::recoverAll);
  }

  @Override
  public Snapshot snapshot() {
    return snapshots.taking(() -> new ManifestSnapshot(this, newest(), snapshots));
  }

  @Override
  public Transaction begin() {
    return begin(newest(), Basis.NEWEST);
  }

  @Override
  public Transaction begin(Snapshot snapshot) {
    return inside(() -> begin(manifestOf(snapshot), Basis.SNAPSHOT));
  }

  @Override
  public Transaction begin(OperationId id) {
    requireWritable();
    return new StagedTransaction(this, Objects.requireNonNull(id, "id"), newest(), Basis.ONCE);
  }

  private Manifest manifestOf(Snapshot snapshot) {
    if (!(snapshot instanceof ManifestSnapshot own && own.group().isSameGroup(this))) {
      throw new IllegalArgumentException(
          "the snapshot is not of the group at "
              + root
              + ". Take one of this group, by TableGroup.snapshot()");
    }
    return own.manifest();
  }

  /** A copy of a root has the same group id, so both are compared. */
  private boolean isSameGroup(GroupHandle other) {
    return this == other || (root.isSame(other.root) && groupId().equals(other.groupId()));
  }

  private GroupId groupId() {
    return newest().group();
  }

  private Transaction begin(Manifest manifest, Basis basis) {
    requireWritable();
    return new StagedTransaction(this, ids.get(), manifest, basis);
  }

  Environment environment() {
    return stores.environment();
  }

  /** An id that no operation has. */
  OperationId newId() {
    return ids.get();
  }

  OpenOptions options() {
    return options;
  }

  /** The writer of one attempt. */
  Writer owner(OperationId operation, List<TableIntent> intents, Terms terms, Timer deadline) {
    boolean derived = intents.stream().allMatch(TableIntent::isDerived);
    ConflictResolver resolver =
        derived ? this::giveWay : operations -> recovery.resolve(operations, deadline);
    return new Writer(stores, operation, intents, terms, resolver, listener);
  }

  private Set<OperationId> giveWay(SortedSet<OperationId> operations) {
    if (operations.isEmpty() || !recovery.areOver(operations)) {
      throw new Overtaken(operations.isEmpty() ? "a table that moves" : "operation " + operations);
    }
    return operations;
  }

  /**
   * Whether an attempt that was rejected can never be committed any more, so that another may
   * begin: it is brought to its end if anything is left of it.
   */
  boolean isOver(OperationId rejected) {
    try {
      return inside(() -> settle(rejected)) != Resolution.COMMITTED;
    } catch (StoreException unsettled) {
      return false;
    }
  }

  /** Whether {@code intent} is still about the dataset that it was staged for. */
  boolean isCurrent(TableIntent intent) {
    return newest().pin(intent.name()).filter(p -> p.table().equals(intent.table())).isPresent();
  }

  /** Runs {@code owner}; {@code sources} is how far it takes in which streams. */
  CommitResult commit(
      OperationId operation, Writer owner, Map<String, Long> sources, Timer deadline) {
    CommitResult result = commit(operation, owner, deadline);
    return result instanceof CommitResult.Rejected && !sources.isEmpty()
        ? inside(() -> takenIn(sources)).orElse(result)
        : result;
  }

  /** The result of whoever has taken in all of {@code sources}, as far or farther. */
  private Optional<CommitResult> takenIn(Map<String, Long> sources) {
    Manifest newest = stores.manifests().readNewest();
    List<Source> done =
        sources.entrySet().stream()
            .flatMap(
                ours ->
                    newest
                        .source(ours.getKey())
                        .filter(source -> source.sequence() >= ours.getValue())
                        .stream())
            .toList();
    if (done.size() < sources.size()) {
      return Optional.empty();
    }
    stores.manifests().makeDurable(newest.version());
    Source last = Collections.max(done, Comparator.comparingLong(Source::manifestVersion));
    return Optional.of(new CommitResult.Committed(last.operation(), last.manifestVersion(), true));
  }

  private CommitResult commit(OperationId operation, Writer owner, Timer deadline) {
    running.add(operation);
    try {
      return queue.run(owner::run, deadline);
    } catch (DeadlinePassed passed) {
      return new CommitResult.Rejected(
          operation, Reason.DEADLINE, Optional.empty(), passed.getMessage());
    } catch (Overtaken overtaken) {
      return new CommitResult.Rejected(
          operation, Reason.OVERTAKEN, Optional.empty(), overtaken.getMessage());
    } catch (InterruptedBeforeStart interrupted) {
      return new CommitResult.Rejected(
          operation, Reason.INTERRUPTED, Optional.empty(), interrupted.getMessage());
    } catch (SchemaException mismatch) {
      // Nothing was written: from the moment when something is, a writer answers by a result.
      return new CommitResult.Rejected(
          operation, Reason.SCHEMA_CHANGED, Optional.of(mismatch.table()), mismatch.getMessage());
    } catch (BlockedException blocked) {
      return new CommitResult.Rejected(
          operation, Reason.BLOCKED, Optional.empty(), blocked.getMessage());
    } finally {
      running.remove(operation);
    }
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

  @Override
  public Resolution resolve(OperationId operation) {
    requireWritable();
    if (running.contains(operation)) {
      throw new IllegalStateException(
          "operation "
              + operation
              + " is being committed by this handle right now. Its commit will return the outcome");
    }
    return inside(() -> settle(operation));
  }

  private Resolution settle(OperationId operation) {
    Optional<Verdict> verdict =
        recovery
            .settle(operation)
            .or(() -> new Decisions(stores).of(operation).map(Decisions.Answer::verdict));
    return verdict.map(GroupHandle::resolution).orElse(Resolution.UNRECORDED);
  }

  @Override
  public void abandon(OperationId operation, List<StagedFragments> fragments) {
    Resolution resolution = resolve(operation);
    if (resolution != Resolution.ABORTED) {
      throw new IllegalStateException(
          "operation "
              + operation
              + " is "
              + resolution
              + ", not ABORTED: its fragments may be, or become, part of a table. Nothing was"
              + " deleted");
    }
    abandon(fragments);
  }

  /** Deletes what nobody can commit any more. */
  void abandon(List<StagedFragments> fragments) {
    if (!fragments.isEmpty()) {
      Manifest newest = newest();
      inside(
          () -> {
            data.abandon(fragments, newest.tables().values());
            return fragments;
          });
    }
  }

  /** What {@code manifest} shows of table {@code name}, for others to stage rows for. */
  StagingTarget target(PinnedTable table) {
    return HandedTarget.of(root, table, data.schema(table));
  }

  /** See {@link TableGroup#stagingTarget}. */
  public static StagingTarget stagingTarget(String json) {
    return HandedTarget.parse(json);
  }

  /** See {@link TableGroup#stagedFragments}. */
  public static StagedFragments stagedFragments(String json) {
    return HandedFragments.parse(json);
  }

  private static Resolution resolution(Verdict verdict) {
    return switch (verdict) {
      case COMMITTED -> Resolution.COMMITTED;
      case ABORTED -> Resolution.ABORTED;
    };
  }

  @Override
  public GroupView inspect() {
    return inside(() -> Inspection.of(stores));
  }

  @Override
  public List<Revision> history(int most) {
    return inside(() -> history().newest(most));
  }

  @Override
  public Snapshot snapshot(At at) {
    return inside(() -> history().snapshot(at));
  }

  @Override
  public List<TableDiff> diff(At from, At to) {
    return inside(() -> history().diff(from, to));
  }

  @Override
  public Transaction restore(At at, String... tables) {
    requireWritable();
    return inside(() -> history().restore(at, List.of(tables)));
  }

  private GroupHistory history() {
    return new GroupHistory(this, stores, snapshots);
  }

  @Override
  public Maintenance maintenance() {
    return new GroupMaintenance(this, stores, snapshots);
  }

  void requireWritable() {
    if (!options.writable()) {
      throw new IllegalStateException("the group at " + root + " was opened read-only");
    }
  }

  @Override
  public void close() {
    CloseReport report = close(DEFAULT_CLOSE_BOUND);
    if (!report.isClosed()) {
      throw new IllegalStateException(report.toString());
    }
  }

  @Override
  public CloseReport close(Duration bound) {
    boolean closed = gate.close(data::close, bound);
    CloseReport report = new Closing(root, closed, List.copyOf(running), gate.inside());
    if (!closed) {
      LOG.warn("{}", report);
    }
    return report;
  }

  /** The manifest versions that open snapshots of this handle show, ascending. */
  public SortedSet<Long> openSnapshots() {
    return snapshots.versions();
  }
}
