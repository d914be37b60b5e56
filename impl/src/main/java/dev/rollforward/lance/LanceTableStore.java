package dev.rollforward.lance;

import dev.rollforward.IndexOptions;
import dev.rollforward.NoSuchColumnException;
import dev.rollforward.OperationId;
import dev.rollforward.SchemaMismatchException;
import dev.rollforward.StagedFragments;
import dev.rollforward.StoreException;
import dev.rollforward.UnsupportedSchemaException;
import dev.rollforward.UpsertMode;
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
import dev.rollforward.port.TableStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
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
 * the JVM instead of failing a call: on a damaged file, and when the history holds a foreign
 * transaction that its Java binding cannot represent, such as a shallow clone.
 */
public final class LanceTableStore implements TableStore, AutoCloseable {
  private final LanceDatasets datasets;
  private final LanceHistory history;
  private final LanceCommits commits;
  private final DerivedWriter derived;
  private final Optional<FileSync> sync;
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
    this(LanceLocation.local(root), allocator, sync);
  }

  /**
   * As {@link #LanceTableStore(Path, BufferAllocator, Optional)}, anywhere.
   *
   * @param root the folder of the datasets as Lance names it, without a trailing slash
   * @param storageOptions what Lance needs to reach it, such as credentials
   */
  public LanceTableStore(
      String root,
      Map<String, String> storageOptions,
      BufferAllocator allocator,
      Optional<FileSync> sync) {
    this(new LanceLocation(root, storageOptions), allocator, sync);
  }

  private LanceTableStore(
      LanceLocation location, BufferAllocator allocator, Optional<FileSync> sync) {
    this(
        new LanceDatasets(
            location, allocator.newChildAllocator("lance " + location, 0, Long.MAX_VALUE)),
        sync);
  }

  /** Owns, and closes, the allocator of {@code datasets}. */
  LanceTableStore(LanceDatasets datasets) {
    this(datasets, Optional.empty());
  }

  private LanceTableStore(LanceDatasets datasets, Optional<FileSync> sync) {
    this.datasets = datasets;
    this.sync = sync;
    this.history = new LanceHistory(datasets);
    this.commits = new LanceCommits(datasets, history);
    this.derived = new DerivedWriter(datasets);
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

  /**
   * Prepares the creation of {@code table} without rows. Writes nothing.
   *
   * @throws UnsupportedSchemaException if no table can have this schema
   */
  public LanceStagedChange stageCreate(TableId table, Schema schema) {
    ensureOpen();
    return StagedCreate.empty(table, schema);
  }

  /**
   * Writes the first data of {@code table}, visible to nobody until committed.
   *
   * @param rows read to its end and closed, also on failure; may have no rows
   * @throws UnsupportedSchemaException if no table can have its schema
   * @throws StoreException if it cannot be read, or the data not be written
   */
  public LanceStagedChange stageCreate(TableId table, ArrowReader rows) {
    return staging(table, writer -> StagedCreate.of(writer, table, rows));
  }

  /**
   * Writes rows to be added to {@code table}, visible to nobody until committed. HEAD does not
   * move.
   *
   * @param base the version whose schema the rows must have: the pin, or any version that resolves
   *     to it
   * @param rows read to its end and closed, also on failure; at least one row
   * @throws SchemaMismatchException if their schema is not that of {@code base}: the same names in
   *     the same order, with the same types and nullability, inside lists and structs too
   * @throws IllegalArgumentException if there are no rows, or dictionary-encoded fields
   * @throws StoreException.Unreadable if {@code base} does not exist
   * @throws StoreException if the rows cannot be read, or the data not be written
   */
  public LanceStagedChange stageAppend(TableId table, long base, ArrowReader rows) {
    return stageAppend(new PinnedTable(new Pin(table, base), "", Optional.empty()), rows);
  }

  /**
   * The same on a pin.
   *
   * @throws StoreException.Unreadable if the pinned version is gone (MISSING), or another
   *     transaction than the pinned one made it (FOREIGN)
   */
  public LanceStagedChange stageAppend(PinnedTable table, ArrowReader rows) {
    return staging(table.pin().table(), writer -> StagedAppend.of(writer, datasets, table, rows));
  }

  /**
   * Rows that others have staged by {@link #stageFragments}, to be added to {@code table}. Writes
   * nothing.
   *
   * @param fragments at least one row in all
   * @throws SchemaMismatchException as {@link #stageAppend(PinnedTable, ArrowReader)}
   * @throws IllegalArgumentException if they are for another table, one is there twice, or there
   *     are no rows
   * @throws StoreException as {@link #stageAppend(PinnedTable, ArrowReader)}
   */
  public LanceStagedChange stageAppend(PinnedTable table, List<StagedFragments> fragments) {
    ensureOpen();
    return StagedAppend.of(datasets, table, fragments);
  }

  /**
   * The same, to be put in place of all that {@code table} has.
   *
   * @param fragments may have no rows
   */
  public LanceStagedChange stageOverwrite(PinnedTable table, List<StagedFragments> fragments) {
    ensureOpen();
    return StagedOverwrite.of(datasets, table, fragments);
  }

  /**
   * Writes rows of the schema of {@code table}, in no version of it, for another process to commit.
   *
   * @param rows read to its end and closed, also on failure; may have no rows
   * @throws SchemaMismatchException as {@link #stageAppend(PinnedTable, ArrowReader)}
   * @throws StoreException as {@link #stageAppend(PinnedTable, ArrowReader)}
   */
  public HandedFragments stageFragments(PinnedTable table, ArrowReader rows) {
    return staging(
        table.pin().table(), writer -> StagedAppend.toHandOver(writer, datasets, table, rows));
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
   * Writes rows to be put in place of all that {@code table} has, visible to nobody until
   * committed.
   *
   * @param other a dataset that does not exist, which takes them if their schema is another
   * @param rows read to its end and closed, also on failure; may have no rows
   * @return an OVERWRITE of {@code table}, or a REPLACE by {@code other}
   * @throws UnsupportedSchemaException if their schema is another, and no table can have it
   * @throws IllegalArgumentException if they have dictionary-encoded fields
   * @throws StoreException.Unreadable as {@link #stageAppend(PinnedTable, ArrowReader)}
   * @throws StoreException if the rows cannot be read, or the data not be written
   */
  public LanceStagedChange stageOverwrite(PinnedTable table, TableId other, ArrowReader rows) {
    TableId id = table.pin().table();
    return staging(id, writer -> stageOverwrite(writer, table, other, rows));
  }

  private LanceStagedChange stageOverwrite(
      FragmentWriter writer, PinnedTable table, TableId other, ArrowReader rows) {
    TableId id = table.pin().table();
    return writer.consuming(
        id,
        rows,
        (aligned, schema) -> {
          try (Dataset version = datasets.at(table)) {
            return SchemaCheck.isSame(id, version.getSchema(), schema)
                ? StagedOverwrite.of(writer, id, version, aligned, schema)
                : StagedCreate.replacing(writer, other, aligned, schema);
          }
        });
  }

  /**
   * Writes which rows of {@code table} are to be deleted, visible to nobody until committed.
   *
   * @param predicate a condition in the SQL of Lance
   * @throws IllegalArgumentException if it is blank, cannot be understood, or names no column
   * @throws StoreException.Unreadable as {@link #stageAppend(PinnedTable, ArrowReader)}
   * @throws StoreException if the table cannot be read, or the data not be written
   */
  public LanceStagedChange stageDelete(PinnedTable table, String predicate) {
    ensureOpen();
    return StagedDelete.of(datasets, table, predicate);
  }

  /**
   * Writes rows to be merged into {@code table} by key, visible to nobody until committed.
   *
   * @param rows read to its end and closed, also on failure; may have no rows
   * @param keyColumns which columns together are the key
   * @throws SchemaMismatchException if their schema is not that of {@code table}
   * @throws NoSuchColumnException if there is no such key column
   * @throws IllegalArgumentException if there is no key column, one is named twice, nested or holds
   *     floating-point numbers, or two rows have the same key, or one a null in it
   * @throws StoreException.Unreadable as {@link #stageAppend(PinnedTable, ArrowReader)}
   * @throws StoreException if the rows or the table cannot be read, or the data not be written
   */
  public LanceStagedChange stageUpsert(
      PinnedTable table, UpsertMode mode, ArrowReader rows, List<String> keyColumns) {
    return staging(
        table.pin().table(),
        writer -> StagedUpsert.of(writer, datasets, table, mode, rows, keyColumns));
  }

  /**
   * Writes new values for rows of {@code table}, visible to nobody until committed.
   *
   * @param predicate a condition in the SQL of Lance
   * @param assignments an expression, in the same SQL, for each column that gets a new value
   * @throws NoSuchColumnException if there is no such column to assign to
   * @throws IllegalArgumentException if the predicate or an expression is blank, cannot be
   *     understood, names no column, is of another type than its column, or cannot be computed for
   *     a row; or if there is none
   * @throws StoreException.Unreadable as {@link #stageAppend(PinnedTable, ArrowReader)}
   * @throws StoreException if the table cannot be read, or the data not be written
   */
  public LanceStagedChange stageUpdate(
      PinnedTable table, String predicate, Map<String, String> assignments) {
    return staging(
        table.pin().table(),
        writer -> StagedUpdate.of(writer, datasets, table, predicate, assignments));
  }

  /**
   * Prepares another schema of {@code table}. Writes nothing.
   *
   * @param before a change of the schema of the same version, on top of which it is made, in one
   *     commit; empty if there is none
   * @throws NoSuchColumnException if it names a column that is not there
   * @throws UnsupportedSchemaException if no table can have the result
   * @throws IllegalArgumentException if it names no columns, or one twice; or if {@code before} is
   *     no change of the schema
   * @throws StoreException.Unreadable as {@link #stageAppend(PinnedTable, ArrowReader)}
   */
  public LanceStagedChange stageSchema(
      PinnedTable table, Optional<StagedChange> before, SchemaEdit edit) {
    ensureOpen();
    if (before.isEmpty()) {
      return StagedSchema.of(datasets, table, edit);
    }
    if (!(before.get() instanceof Editable staged)) {
      throw new IllegalArgumentException("no change of the schema: " + before.get());
    }
    try (Dataset version = datasets.at(table)) {
      return staged.then(edit, version);
    }
  }

  /**
   * Writes columns for the rows of {@code table}, visible in no version until committed.
   *
   * @param columns an expression in the SQL of Lance for each
   * @throws UnsupportedSchemaException if no table can have the result
   * @throws IllegalArgumentException if there are none; or if an expression is blank, cannot be
   *     understood, names no column, or cannot be computed for a row
   * @throws StoreException.Unreadable as {@link #stageAppend(PinnedTable, ArrowReader)}
   * @throws StoreException if the table cannot be read, or the data not be written
   */
  public LanceStagedChange stageColumns(PinnedTable table, Map<String, String> columns) {
    TableId id = table.pin().table();
    return staging(
        id,
        writer ->
            StagedColumns.of(datasets, table, new ComputedColumns(writer, datasets, id, columns)));
  }

  /**
   * Writes columns for the rows of {@code table}, with the values of those that have the same key,
   * visible in no version until committed.
   *
   * @param rows read to its end and closed, also on failure; may have no rows
   * @param key a column of both; all others of {@code rows} are added
   * @throws NoSuchColumnException if one has no column {@code key}
   * @throws SchemaMismatchException if the key is of another type there
   * @throws UnsupportedSchemaException if no table can have the result
   * @throws IllegalArgumentException if there are no other columns, rows cannot be matched by the
   *     key, or two of {@code rows} have the same, or one a null in it
   * @throws StoreException.Unreadable as {@link #stageAppend(PinnedTable, ArrowReader)}
   * @throws StoreException if the rows or the table cannot be read, or the data not be written
   */
  public LanceStagedChange stageColumns(PinnedTable table, ArrowReader rows, String key) {
    return staging(table.pin().table(), writer -> stageColumns(writer, table, rows, key));
  }

  private LanceStagedChange stageColumns(
      FragmentWriter writer, PinnedTable table, ArrowReader rows, String key) {
    TableId id = table.pin().table();
    return writer.consuming(
        id,
        rows,
        (aligned, schema) -> {
          try (Dataset version = datasets.at(table)) {
            return StagedColumns.of(
                datasets,
                table,
                MatchedColumns.of(writer, datasets, id, version, aligned, schema, key));
          }
        });
  }

  /**
   * Writes larger fragments for {@code table}, in no version until committed.
   *
   * @throws IllegalArgumentException if there is nothing to compact
   * @throws StoreException if they cannot be written
   */
  public LanceStagedChange stageCompact(PinnedTable table) {
    ensureOpen();
    return derived.compact(table);
  }

  /**
   * Writes an index of a column of {@code table}, in no version until committed.
   *
   * @throws NoSuchColumnException if there is no such column
   * @throws UnsupportedSchemaException if it cannot have this index
   * @throws IllegalArgumentException if there is an index of this name, or no row to index
   * @throws StoreException if it cannot be written
   */
  public LanceStagedChange stageBuildIndex(PinnedTable table, String column, IndexOptions options) {
    ensureOpen();
    return derived.buildIndex(table, column, options);
  }

  /**
   * Writes an index of {@code table} again, over all of its rows, in no version until committed.
   *
   * @throws IllegalArgumentException if there is no such index, it is of a type that {@link
   *     IndexOptions} does not know, or there is no row to index
   * @throws StoreException if it cannot be written
   */
  public LanceStagedChange stageOptimizeIndex(PinnedTable table, String index) {
    ensureOpen();
    return derived.optimizeIndex(table, index);
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

  /** What of its tables can be deleted. Used before this store is closed. */
  public TableCleanUp cleanUp() {
    ensureOpen();
    return new LanceCleanUp(datasets);
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

  /** What is staged; if that fails, the files that it has completed are removed. */
  private <T> T staging(TableId table, Function<FragmentWriter, T> change) {
    ensureOpen();
    FragmentWriter writer = new FragmentWriter(datasets);
    try {
      return change.apply(writer);
    } catch (RuntimeException | Error failure) {
      writer.discard(table, failure);
      throw failure;
    }
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
