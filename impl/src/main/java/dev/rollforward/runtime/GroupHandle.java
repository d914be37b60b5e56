package dev.rollforward.runtime;

import dev.rollforward.At;
import dev.rollforward.CloseReport;
import dev.rollforward.GroupView;
import dev.rollforward.Maintenance;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.RecoveryReport;
import dev.rollforward.Resolution;
import dev.rollforward.Revision;
import dev.rollforward.Snapshot;
import dev.rollforward.StagedFragments;
import dev.rollforward.StagingTarget;
import dev.rollforward.TableDiff;
import dev.rollforward.TableGroup;
import dev.rollforward.Tags;
import dev.rollforward.Transaction;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.Remembered;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.port.Environment;
import dev.rollforward.port.TableStore.StagedChange;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open group: stores, queue, close gate and recovery of one handle. */
public final class GroupHandle implements TableGroup {
  private static final Logger LOG = LoggerFactory.getLogger(GroupHandle.class);

  private final Root root;
  private final OpenOptions options;
  private final Stores stores;
  private final TableData data;
  private final Supplier<OperationId> ids;
  private final CloseGate gate;
  private final Set<OperationId> running = ConcurrentHashMap.newKeySet();
  private final OpenSnapshots snapshots = new OpenSnapshots();
  private final PatientRecovery recovery;
  private final Committer committer;
  private final ProtocolListener listener;
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

  GroupHandle(
      Root root,
      OpenOptions options,
      ProtocolListener listener,
      Stores stores,
      TableData data,
      Supplier<OperationId> ids) {
    this.root = root;
    this.options = options;
    this.stores = stores.remembering(Remembered.nothingYet(!options.expectsExternalCommits()));
    this.data = data;
    this.ids = ids;
    this.gate = new CloseGate("the group at " + root);
    ProtocolListener all = withInstalled(listener, root, data);
    this.recovery =
        new PatientRecovery(
            new Recovery(this.stores, all), options.patience(), running, stores.environment());
    this.listener = all;
    this.committer = new Committer(this.stores, all, recovery, gate, running);
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

  /** The dataset of a table that is to be created. */
  TableId newDataset() {
    return TableId.of(stores.environment().newUuid());
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

  /** Whether {@code intent} is still about the dataset that it was staged for. */
  boolean isCurrent(TableIntent intent) {
    return newest().pin(intent.name()).filter(p -> p.table().equals(intent.table())).isPresent();
  }

  /** What commits, and says how an operation ended. */
  Committer committer() {
    return committer;
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
    return inside(() -> committer.settle(operation));
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

  /** Deletes what was staged here and nobody can commit any more. */
  void discard(List<StagedChange> staged) {
    inside(
        () -> {
          staged.forEach(data::discard);
          return staged;
        });
  }

  /** What {@code manifest} shows of table {@code name}, for others to stage rows for. */
  StagingTarget target(PinnedTable table) {
    return HandedTarget.of(root, table, data.schema(table));
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

  /** The lease of a snapshot of {@code manifest}, which has none yet. */
  SnapshotLease leaseOf(Manifest manifest) {
    return new SnapshotLease(history().store(), environment(), manifest);
  }

  private GroupHistory history() {
    return new GroupHistory(this, stores, snapshots);
  }

  @Override
  public Tags tags() {
    return new GroupTags(this, stores, history());
  }

  @Override
  public Maintenance maintenance() {
    return new GroupMaintenance(this, stores, snapshots, listener);
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
