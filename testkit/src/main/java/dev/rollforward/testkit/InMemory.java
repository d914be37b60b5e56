package dev.rollforward.testkit;

import dev.rollforward.IndexOptions;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.Snapshot;
import dev.rollforward.StagedFragments;
import dev.rollforward.TableGroup;
import dev.rollforward.TableReader;
import dev.rollforward.Transaction;
import dev.rollforward.UpsertMode;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Compact;
import dev.rollforward.core.change.Derived;
import dev.rollforward.core.change.InPlace;
import dev.rollforward.core.change.Replace;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.Writer;
import dev.rollforward.lance.SchemaEdit;
import dev.rollforward.port.TableStore.StagedChange;
import dev.rollforward.runtime.GroupHandle;
import dev.rollforward.runtime.ManifestSnapshot;
import dev.rollforward.runtime.StagedTransaction;
import dev.rollforward.runtime.TableData;
import dev.rollforward.testkit.memory.MemoryAuditStore;
import dev.rollforward.testkit.memory.MemoryChange;
import dev.rollforward.testkit.memory.MemoryManifestStore;
import dev.rollforward.testkit.memory.MemorySidecarStore;
import dev.rollforward.testkit.memory.MemoryTableStore;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;

/**
 * The public API over stores in memory: one root, at which any number of handles may be open, each
 * in the name of a process. Rows are strings, written by {@link #create} and {@link #append} and
 * read by {@link #rows}; the Arrow methods of the API throw {@link UnsupportedOperationException}.
 */
public final class InMemory {
  private static final AtomicInteger ROOTS = new AtomicInteger();

  private final URI root = URI.create("memory://test-" + ROOTS.incrementAndGet());
  private final MemoryTableStore tables;
  private final Stores stores;
  // Not random: a schedule can be repeated only if the ids are the same.
  private final AtomicInteger operations = new AtomicInteger();

  /** A root without tables. */
  public InMemory() {
    this(new MemoryTableStore());
  }

  private InMemory(MemoryTableStore tables) {
    this(tables, stores(tables));
  }

  /**
   * A root.
   *
   * @param tables its tables
   * @param stores its stores, over those tables, with a first manifest
   */
  public InMemory(MemoryTableStore tables, Stores stores) {
    this.tables = tables;
    this.stores = stores;
  }

  /** Stores with a first manifest. */
  public static Stores stores(MemoryTableStore tables) {
    MemoryManifestStore manifests = new MemoryManifestStore();
    manifests.create(Manifest.first(new GroupId("memory")));
    return new Stores(manifests, new MemorySidecarStore(), new MemoryAuditStore(), tables);
  }

  /** Its stores. */
  public Stores stores() {
    return stores;
  }

  /**
   * Opens a handle; the ids of its operations are the next of {@code op-1, op-2, ...}. A listener
   * that throws ends a writer or a recovery where it is, like a crash.
   */
  public TableGroup open(OpenOptions options) {
    return open(options, () -> new OperationId("op-" + operations.incrementAndGet()));
  }

  /** Opens a handle; its operations have these ids. */
  public TableGroup open(OpenOptions options, Supplier<OperationId> ids) {
    return new GroupHandle(
        root, options, options.listener(), KnownManifests.in(stores), new NoLance(), ids);
  }

  /** Opens it as if it were at {@code path}. */
  public TableGroup openAt(String path) {
    return new GroupHandle(
        URI.create("memory://" + path),
        OpenOptions.readWrite(),
        ProtocolListener.NONE,
        KnownManifests.in(stores),
        new NoLance(),
        OperationId::random);
  }

  /** The manifest versions that open snapshots of {@code group} show. */
  public static SortedSet<Long> openSnapshots(TableGroup group) {
    return ((GroupHandle) group).openSnapshots();
  }

  /** Creates table {@code name} with {@code rows}. */
  public static Transaction create(Transaction transaction, String name, String... rows) {
    return ((StagedTransaction) transaction)
        .create(name, (table, base) -> new MemoryChange(List.of(rows)));
  }

  /** Adds {@code rows} to table {@code name}. */
  public static Transaction append(Transaction transaction, String name, String... rows) {
    return ((StagedTransaction) transaction)
        .append(name, (table, base) -> new MemoryChange(List.of(rows)));
  }

  /** Changes table {@code name}: {@code rows} are added to its log. */
  public static Transaction change(
      Transaction transaction, String name, InPlace change, String... rows) {
    return ((StagedTransaction) transaction)
        .change(name, change, (table, base) -> new MemoryChange(List.of(rows)));
  }

  /** Puts a dataset of its own in place of table {@code name}: it has {@code rows} only. */
  public static Transaction replace(Transaction transaction, String name, String... rows) {
    return ((StagedTransaction) transaction)
        .overwrite(
            name,
            (old, other) ->
                new TableData.Overwriting(other, new Replace(), new MemoryChange(List.of(rows))));
  }

  /** Compacts table {@code name}: it has the same rows in another version. */
  public static Transaction compact(Transaction transaction, String name) {
    return derived(transaction, name, new Compact());
  }

  /** Changes table {@code name} in a way that leaves its rows as they are. */
  public static Transaction derived(Transaction transaction, String name, Derived change) {
    return ((StagedTransaction) transaction)
        .derived(name, change, pinned -> new MemoryChange(List.of()));
  }

  /** Adds rows to what is called {@code name} now, past the group. Returns their version. */
  public long appendExternally(String name, String... rows) {
    TableId table = stores.manifests().readNewest().pin(name).orElseThrow().table();
    return tables.appendExternally(table, rows);
  }

  /** The writer of {@code transaction}, to run step by step. */
  public static Writer owner(Transaction transaction) {
    return ((StagedTransaction) transaction).owner();
  }

  /** The rows of table {@code name} in {@code snapshot}. */
  public List<String> rows(Snapshot snapshot, String name) {
    return ((ManifestSnapshot) snapshot)
        .read(name, table -> tables.rows(table.pin().table(), table.pin().version()));
  }

  /** Rows in memory are neither read from Arrow nor written to it. */
  private static final class NoLance implements TableData {
    private static final String STRINGS =
        "rows in memory are strings: use create, append and rows of InMemory";

    @Override
    public StagedChange stageCreate(TableId table, ArrowReader rows) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public StagedChange stageCreate(TableId table, Schema schema) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public StagedChange stageAppend(PinnedTable table, ArrowReader rows) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public Overwriting stageOverwrite(PinnedTable table, TableId other, ArrowReader rows) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public StagedChange stageAppend(PinnedTable table, List<StagedFragments> fragments) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public StagedChange stageOverwrite(PinnedTable table, List<StagedFragments> fragments) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public Schema schema(PinnedTable table) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public void abandon(List<StagedFragments> fragments, Collection<PinnedTable> visible) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public void discard(StagedChange staged) {}

    @Override
    public StagedChange stageDelete(PinnedTable table, String predicate) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public StagedChange stageUpsert(
        PinnedTable table, UpsertMode mode, ArrowReader rows, List<String> keyColumns) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public StagedChange stageUpdate(
        PinnedTable table, String predicate, Map<String, String> assignments) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public StagedChange stageSchema(
        PinnedTable table, Optional<StagedChange> before, SchemaEdit edit) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public StagedChange stageColumns(PinnedTable table, Map<String, String> columns) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public StagedChange stageColumns(PinnedTable table, ArrowReader rows, String key) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public StagedChange stageCompact(PinnedTable table) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public StagedChange stageBuildIndex(PinnedTable table, String column, IndexOptions options) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public StagedChange stageOptimizeIndex(PinnedTable table, String index) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public TableReader open(PinnedTable table) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public Dataset dataset(PinnedTable table) {
      throw new UnsupportedOperationException(STRINGS);
    }

    @Override
    public void close() {}
  }
}
