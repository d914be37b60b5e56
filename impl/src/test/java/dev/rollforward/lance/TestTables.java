package dev.rollforward.lance;

import dev.rollforward.OperationId;
import dev.rollforward.Scan;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.TableVersion;
import dev.rollforward.port.TableStore.CommitOutcome;
import dev.rollforward.port.TableStore.CommitOutcome.Landed;
import dev.rollforward.port.TableStore.StagedChange;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.lance.Dataset;

/** A store on a folder. Closing it fails if any native memory is left. */
final class TestTables implements AutoCloseable {
  static final TableId T = new TableId("t");

  final BufferAllocator allocator = new RootAllocator();
  final LanceTableStore store;
  final LanceDatasets datasets;

  TestTables(Path root) {
    this(root, Function.identity());
  }

  /** With calls into Lance replaced. */
  TestTables(Path root, Function<LanceDatasets, LanceDatasets> faults) {
    datasets = faults.apply(new LanceDatasets(LanceLocation.local(root), child()));
    store = new LanceTableStore(datasets);
  }

  private BufferAllocator child() {
    return allocator.newChildAllocator("test", 0, Long.MAX_VALUE);
  }

  static OperationId op(String name) {
    return new OperationId(name);
  }

  /** Version 1 with these rows, by the operation {@code create}. */
  void create(TableId table, long... ids) {
    CommitOutcome outcome = create("create", table, ids);
    if (!outcome.equals(new Landed(1))) {
      throw new AssertionError("create: " + outcome);
    }
  }

  CommitOutcome create(String operation, TableId table, long... ids) {
    LanceStagedChange change = store.staging().stageCreate(table, rows(ids));
    return commit(operation, creation(table), change);
  }

  /** Rows appended on a base that may be stale. */
  CommitOutcome append(String operation, TableId table, long base, long... ids) {
    return commit(operation, store.staging().stageAppend(table, base, rows(ids)), base);
  }

  /** Another schema of what is pinned. */
  LanceStagedChange edit(PinnedTable pinned, SchemaEdit edit) {
    return store.staging().stageSchema(pinned, Optional.empty(), edit);
  }

  /** Whatever kind it is of, on a base that may be stale. */
  CommitOutcome commit(String operation, LanceStagedChange change, long base) {
    TableId table = change.table();
    TablePlan plan =
        TablePlan.of(
            table.value(),
            table,
            change.change(),
            Optional.of(new Pin(table, 1)),
            base,
            List.of(UUID.randomUUID()));
    return commit(operation, plan, change);
  }

  /** Commits the first of the commits of {@code plan}. */
  CommitOutcome commit(String operation, TablePlan plan, StagedChange change) {
    return store.commit(op(operation), plan, plan.commits().get(0), change);
  }

  /** Its versions, but for their transactions' uuids. */
  static NavigableMap<Long, TableVersion> told(TableHistory history) {
    NavigableMap<Long, TableVersion> told = new TreeMap<>();
    history
        .versions()
        .forEach(
            (number, v) ->
                told.put(
                    number,
                    new TableVersion(number, Optional.empty(), v.operation(), v.content())));
    return told;
  }

  /** One append after the other, each of the row and by the operation that its version gives. */
  void appendUpTo(TableId table, long version) {
    for (long next = head(table) + 1; next <= version; next++) {
      CommitOutcome outcome = append("append-" + next, table, next - 1, next);
      if (!outcome.equals(new Landed(next))) {
        throw new AssertionError("append: " + outcome);
      }
    }
  }

  long restore(String operation, TableId table, long pin) {
    return store.restore(op(operation), table, pin).orElseThrow();
  }

  /** A transaction on a handle and read version as stale as one likes, past the store. */
  long restoreRaw(String operation, TableId table, long readVersion, long pin) {
    try (Dataset stale = datasets.at(table, readVersion);
        Dataset landed =
            datasets.commit(stale, LanceTransactions.restore(op(operation), readVersion, pin))) {
      return landed.version();
    }
  }

  long head(TableId table) {
    return store.history(table, 0).head();
  }

  List<Long> ids(TableId table, long version) {
    try (LanceVersionReader reader = store.openVersion(table, version)) {
      return Rows.ids(reader.scan());
    }
  }

  /** The numbers in one column, whatever the others hold. */
  List<Long> ids(TableId table, long version, String column) {
    try (LanceVersionReader reader = store.openVersion(table, version)) {
      return SampleRows.read(reader.scan(Scan.all().select(column))).stream()
          .map(row -> Long.valueOf((String) ((List<?>) row).get(0)))
          .toList();
    }
  }

  ArrowReader rows(long... ids) {
    return Rows.of(allocator, ids);
  }

  /** What a manifest would say of {@code T} at {@code version}. */
  static PinnedTable at(long version) {
    return new PinnedTable(new Pin(T, version), "", Optional.empty());
  }

  static TablePlan creation(TableId table) {
    return TablePlan.create(table.value(), table, UUID.randomUUID());
  }

  static TablePlan appending(TableId table, long base) {
    return TablePlan.append(table.value(), new Pin(table, 1), base, UUID.randomUUID());
  }

  @Override
  public void close() {
    store.close();
    allocator.close();
  }
}
