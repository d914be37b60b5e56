package dev.rollforward.lance;

import dev.rollforward.OperationId;
import dev.rollforward.SchemaMismatchException;
import dev.rollforward.StoreException;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.port.TableCheck;
import dev.rollforward.port.TableCleanUp;
import dev.rollforward.port.TableFiles;
import dev.rollforward.port.TableStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.lance.Dataset;
import org.lance.fragment.DataFile;

/**
 * Tables as Lance datasets, each in a folder named by its {@link TableId} under one root. Safe for
 * use by several threads, and beside other processes on the same root.
 *
 * <p>It holds native memory only while a call runs, and in what {@link #openVersion} and scans
 * return, which their users close before the store. Once the store is closed, its methods throw
 * {@link IllegalStateException}.
 *
 * <p>The JVM needs {@code --add-opens=java.base/java.nio=ALL-UNNAMED}. Lance's native code can end
 * the JVM instead of failing a call: on a damaged file, and when the history holds an external
 * transaction that its Java binding cannot represent, such as a shallow clone.
 */
public final class LanceTableStore implements TableStore, AutoCloseable {
  private final LanceDatasets datasets;
  private final LanceHistory history;
  private final LanceCommits commits;
  private final Optional<FileSync> sync;
  private final Optional<TableFiles> files;
  private final AtomicInteger readers = new AtomicInteger();
  private volatile boolean closed;

  /**
   * Nothing is read or written until a method is called.
   *
   * @param root the local folder of the datasets; need not exist
   * @param allocator the parent of the store's own allocator; stays open when the store is closed
   */
  public LanceTableStore(Path root, BufferAllocator allocator) {
    this(root, allocator, Optional.empty());
  }

  /**
   * As {@link #LanceTableStore(Path, BufferAllocator)}.
   *
   * @param sync makes durable what Lance has written; if empty, {@link #makeDurable} does nothing
   */
  public LanceTableStore(Path root, BufferAllocator allocator, Optional<FileSync> sync) {
    this(LanceLocation.local(root), allocator, sync, Optional.empty());
  }

  /**
   * As {@link #LanceTableStore(Path, BufferAllocator, Optional)}, anywhere.
   *
   * @param root the folder of the datasets as Lance names it, without a trailing slash
   * @param storageOptions what Lance needs to reach it, such as credentials
   * @param files the files of its tables, by which {@link #isStagedSince} knows how old they are
   */
  public LanceTableStore(
      String root,
      Map<String, String> storageOptions,
      BufferAllocator allocator,
      Optional<FileSync> sync,
      Optional<TableFiles> files) {
    this(new LanceLocation(root, storageOptions), allocator, sync, files);
  }

  private LanceTableStore(
      LanceLocation location,
      BufferAllocator allocator,
      Optional<FileSync> sync,
      Optional<TableFiles> files) {
    this(
        new LanceDatasets(
            location, allocator.newChildAllocator("lance " + location, 0, Long.MAX_VALUE)),
        sync,
        files);
  }

  /** Owns, and closes, the allocator of {@code datasets}. */
  LanceTableStore(LanceDatasets datasets) {
    this(datasets, Optional.empty(), Optional.empty());
  }

  private LanceTableStore(
      LanceDatasets datasets, Optional<FileSync> sync, Optional<TableFiles> files) {
    this.datasets = datasets;
    this.sync = sync;
    this.files = files;
    this.history = new LanceHistory(datasets);
    this.commits = new LanceCommits(datasets, history);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if {@code from} is below 0
   * @return a history that opens the dataset once for each version that it is asked for, and for
   *     HEAD about as often as twice the binary logarithm of its distance from {@code from}; it
   *     throws {@link StoreException.Unreadable} if HEAD is below {@code from} or a version below
   *     HEAD is gone, which is data that a pin needs. Used before this store is closed
   */
  @Override
  public TableHistory history(TableId table, long from) {
    if (from < Pin.ABSENT) {
      throw new IllegalArgumentException("history of " + table + " above version " + from);
    }
    ensureOpen();
    return history.above(table, from);
  }

  /**
   * {@inheritDoc}
   *
   * @param change a {@link LanceStagedChange} of the plan's kind, staged for the plan's table
   * @throws IllegalArgumentException if it is not
   * @throws SchemaMismatchException if it was staged against another version than the commit is
   *     prepared against, and does not fit that
   * @throws StoreException.Unreadable if the version that it is prepared against is gone
   */
  @Override
  public CommitOutcome commit(
      OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
    Objects.requireNonNull(operation, "operation");
    LanceStagedChange staged = stagedFor(plan, commit, change);
    ensureOpen();
    return commits.commit(operation, commit, staged);
  }

  /**
   * {@inheritDoc}
   *
   * @throws SchemaMismatchException if its schema is not that of {@code base}
   * @throws StoreException if it must be staged again by its caller, or {@code base} cannot be read
   */
  @Override
  public StagedChange fit(TableId table, long base, StagedChange change) {
    ensureOpen();
    if (base == Pin.ABSENT
        || !(change instanceof LanceStagedChange staged)
        || staged.base() == base) {
      return change;
    }
    try (KeptDatasets.Lease version = datasets.lease(table, base)) {
      return staged.fit(version.dataset());
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if {@code pin} is below 0
   * @throws StoreException.Unreadable if version {@code pin} is gone
   */
  @Override
  public OptionalLong restore(OperationId operation, TableId table, long pin) {
    Objects.requireNonNull(operation, "operation");
    if (pin < Pin.ABSENT) {
      throw new IllegalArgumentException("restore of " + table + " to version " + pin);
    }
    ensureOpen();
    return pin == Pin.ABSENT
        ? commits.fence(operation, table)
        : OptionalLong.of(commits.restore(operation, table, pin));
  }

  /**
   * {@inheritDoc}
   *
   * @throws StoreException.Unreadable if the version of a commit, or the pinned one, is gone
   */
  @Override
  public void makeDurable(List<TablePlan> plans) {
    ensureOpen();
    sync.ifPresent(disk -> makeDurable(plans, disk));
  }

  private void makeDurable(List<TablePlan> plans, FileSync disk) {
    WrittenFiles written = new WrittenFiles(datasets);
    plans.forEach(written::addAllOf);
    disk.sync(written.files(), written.folders());
  }

  /**
   * What other tools have committed above {@code pin}, oldest first, for whoever has to decide
   * whether to keep it. To discard it is to {@link #restore} the pin; to adopt it is to prepare the
   * next change on top of it.
   *
   * @throws StoreException if a version cannot be read
   */
  public List<ExternalCommit> externalCommits(TableId table, long pin) {
    ensureOpen();
    return history.external(table, pin);
  }

  /** Stages changes of its tables. Used before this store is closed. */
  public LanceStaging staging() {
    ensureOpen();
    return new LanceStaging(datasets);
  }

  /** The names of the data files that the version of {@code table} names. */
  public Set<String> dataFiles(PinnedTable table) {
    ensureOpen();
    try (Dataset version = datasets.at(table)) {
      return version.getFragments().stream()
          .flatMap(fragment -> fragment.metadata().getFiles().stream())
          .map(DataFile::getPath)
          .collect(Collectors.toSet());
    }
  }

  /**
   * Opens an immutable version for reading.
   *
   * @return a reader; the caller closes it
   * @throws StoreException.Unreadable if there is no such table or version
   * @throws StoreException if it cannot be opened
   */
  public LanceVersionReader openVersion(TableId table, long version) {
    ensureOpen();
    return reader(table, version, datasets.at(table, version));
  }

  /**
   * Opens the version that {@code table} shows.
   *
   * @return a reader; the caller closes it
   * @throws StoreException.Unreadable if there is no such table or version (MISSING), or another
   *     transaction than the pinned one made it (FOREIGN)
   * @throws StoreException if it cannot be opened
   */
  public LanceVersionReader open(PinnedTable table) {
    ensureOpen();
    return reader(table.pin().table(), table.pin().version(), datasets.at(table));
  }

  private LanceVersionReader reader(TableId table, long version, Dataset dataset) {
    readers.incrementAndGet();
    return new LanceVersionReader(table, version, dataset, readers::decrementAndGet);
  }

  /**
   * Opens the version that {@code table} shows as Lance itself has it.
   *
   * @return a dataset with everything that Lance can do, writing included; the caller closes it,
   *     before the store
   * @throws StoreException.Unreadable if there is no such table or version (MISSING), or another
   *     transaction than the pinned one made it (FOREIGN)
   * @throws StoreException if it cannot be opened
   */
  public Dataset openDataset(PinnedTable table) {
    ensureOpen();
    return datasets.at(table);
  }

  /**
   * How the rows of a version lie in its files.
   *
   * @throws StoreException as {@link #openDataset}
   */
  public FileStatistics statistics(PinnedTable table) {
    ensureOpen();
    return FileStatistics.of(datasets, table);
  }

  /** Of a change that brings in more than data files, such as deletions, it is not known. */
  @Override
  public boolean isStagedSince(StagedChange change, Instant time) {
    LanceStagedChange staged = (LanceStagedChange) change;
    Optional<List<String>> all = staged.allFiles();
    if (all.isEmpty() || files.isEmpty()) {
      return false;
    }
    String data = staged.table().value() + "/data/";
    SortedMap<String, Instant> made = files.get().times(data);
    return all.get().stream()
        .map(file -> made.get(data + file))
        .allMatch(at -> at != null && !at.isBefore(time));
  }

  /** What of its tables, which are {@code files}, can be deleted. Used before this is closed. */
  public TableCleanUp cleanUp(TableFiles files) {
    ensureOpen();
    return new LanceCleanUp(datasets, files);
  }

  /**
   * Whether its tables can be read. Used before this store is closed.
   *
   * @param exists whether there is something of this name below the root
   * @param names what there is in a folder below the root
   */
  public TableCheck check(Predicate<String> exists, Function<String, List<String>> names) {
    ensureOpen();
    return new LanceTableCheck(datasets, exists, names);
  }

  /**
   * Closes the store's allocator. Does nothing if closed already.
   *
   * @throws IllegalStateException if a reader or scan is still open; the store stays open then
   */
  @Override
  public void close() {
    int open = readers.get();
    if (open > 0) {
      throw new IllegalStateException(open + " readers of " + datasets.location() + " are open");
    }
    datasets.closeKept();
    long held = datasets.allocator().getAllocatedMemory();
    if (held > 0) {
      throw new IllegalStateException("a scan is still open: it holds " + held + " bytes");
    }
    closed = true;
    datasets.allocator().close();
  }

  private void ensureOpen() {
    if (closed) {
      throw new IllegalStateException("the table store of " + datasets.location() + " is closed");
    }
  }

  /** The first commit is of the plan's kind; what is put on top of it appends. */
  private static LanceStagedChange stagedFor(
      TablePlan plan, PlannedCommit commit, StagedChange change) {
    Change kind = commit.read() == plan.base() ? plan.change() : new Append();
    if (change instanceof LanceStagedChange staged
        && staged.change().equals(kind)
        && staged.table().equals(plan.table())) {
      return staged;
    }
    throw new IllegalArgumentException(
        "plan is " + kind.kind() + " of table " + plan.table() + ", but staged is " + change);
  }
}
