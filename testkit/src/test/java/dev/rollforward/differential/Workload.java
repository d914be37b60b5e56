package dev.rollforward.differential;

import dev.rollforward.CommitResult;
import dev.rollforward.IndexOptions;
import dev.rollforward.NoSuchTableException;
import dev.rollforward.OpenOptions;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.SchemaException;
import dev.rollforward.Snapshot;
import dev.rollforward.StoreException;
import dev.rollforward.TableExistsException;
import dev.rollforward.TableGroup;
import dev.rollforward.TableReader;
import dev.rollforward.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;

/** One client: commits random transactions to what is there. Used by one thread. */
final class Workload {
  /** The property in which each transaction says what it does. */
  static final String OPS = "ops";

  static final int DEAD = 3;

  private static final List<String> TABLES = List.of("t1", "t2", "T-3", "t_4");
  private static final List<String> COLUMNS =
      List.of("id", "n", "q", "fl ö", "text", "t日本", "b", "s", "list");

  /** What changes nothing that a table holds, and is committed by itself. */
  private static final Set<Op.Kind> DERIVED =
      EnumSet.range(Op.Kind.COMPACT, Op.Kind.OPTIMIZE_INDEX);

  /** What can be done to a table that is there. */
  private static final List<Op.Kind> CHANGES =
      EnumSet.range(Op.Kind.APPEND, Op.Kind.DROP).stream()
          .filter(kind -> !DERIVED.contains(kind))
          .toList();

  /** What can be done on top of another change of the columns in the same transaction. */
  private static final List<Op.Kind> COLUMN_EDITS =
      List.of(Op.Kind.ADD_COLUMN, Op.Kind.DROP_COLUMN, Op.Kind.RENAME_COLUMN);

  private static final Set<Op.Kind> COLUMN_CHANGES =
      EnumSet.range(Op.Kind.ADD_COLUMN, Op.Kind.RENAME_COLUMN);

  private final TableGroup group;
  private final BufferAllocator allocator;
  private final Random random;
  private final SortedMap<String, CommitResult> results = new TreeMap<>();

  Workload(TableGroup group, BufferAllocator allocator, long seed) {
    this.group = group;
    this.allocator = allocator;
    this.random = new Random(seed);
  }

  static OpenOptions options() {
    return OpenOptions.builder()
        .recovery(RecoveryPolicy.FULL)
        .patience(Duration.ofMillis(100))
        .build();
  }

  /**
   * A process that dies at one of its steps.
   *
   * @param args the root, the seed, and at which step
   */
  public static void main(String[] args) {
    AtomicInteger left = new AtomicInteger(Integer.parseInt(args[2]));
    OpenOptions options =
        options().toBuilder()
            .listener(
                event -> {
                  if (left.decrementAndGet() == 0) {
                    Runtime.getRuntime().halt(DEAD);
                  }
                })
            .build();
    try (BufferAllocator allocator = new RootAllocator();
        TableGroup group = TableGroup.open(Path.of(args[0]), options)) {
      Workload workload = new Workload(group, allocator, Long.parseLong(args[1]));
      while (true) {
        workload.commit();
      }
    }
  }

  /** How each of its transactions ended, by the operation that was the last attempt. */
  SortedMap<String, CommitResult> results() {
    return results;
  }

  /** One transaction of each kind, while nobody else is there: no kind is left to chance. */
  void commitEach() {
    for (Op.Kind kind : Op.Kind.values()) {
      String table = TABLES.get(kind == Op.Kind.DROP ? 1 : 0);
      if (kind == Op.Kind.COMPACT) {
        // So that there are files to compact, and rows to index.
        commitAlone(each(Op.Kind.APPEND, table));
        commitAlone(each(Op.Kind.APPEND, table));
      }
      commitAlone(each(kind, table));
    }
  }

  private void commitAlone(Op op) {
    Transaction transaction = group.begin();
    stage(transaction, allocator, List.of(op));
    CommitResult result = transaction.commit();
    if (!(result instanceof CommitResult.Committed)) {
      throw new AssertionError("alone, " + op + " ended as " + result);
    }
    results.put(result.operation().value(), result);
  }

  private Op each(Op.Kind kind, String table) {
    if (kind == Op.Kind.RENAME_TABLE) {
      return new Op(kind, table, List.of(TABLES.get(1)), 0, 0);
    }
    try (Snapshot snapshot = group.snapshot()) {
      List<String> columns = kind == Op.Kind.CREATE ? COLUMNS : columns(snapshot, table);
      // The index that is optimized is the one that was built.
      long seed = DERIVED.contains(kind) ? 0 : random.nextLong();
      return new Op(kind, table, columns, seed, size());
    }
  }

  /** One transaction, which may end in any way. */
  void commit() {
    try (Snapshot snapshot = group.snapshot()) {
      List<Op> ops = choose(snapshot);
      Transaction transaction = random.nextInt(3) == 0 ? group.begin(snapshot) : group.begin();
      stage(transaction, allocator, ops);
      CommitResult result = transaction.commit();
      results.put(result.operation().value(), result);
    } catch (SchemaException | NoSuchTableException | TableExistsException overtaken) {
      // Another client has changed names or columns since the snapshot; nothing was written.
    } catch (IllegalArgumentException | StoreException failure) {
      requireOvertaken(failure);
    }
  }

  /** Another client may take a column meanwhile, or be about to; a table may need no upkeep. */
  private static void requireOvertaken(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    if (!message.contains("No field named")
        && !message.matches("(?s)cannot compute .*Field '.*' not found.*")
        && !message.contains("another schema than the visible one")
        && !message.matches("table .* has (nothing to compact|no rows to index|.*index).*")) {
      throw failure;
    }
  }

  /** Stages {@code ops}, and says so in the transaction. */
  static void stage(Transaction transaction, BufferAllocator allocator, List<Op> ops) {
    transaction.property(OPS, Op.text(ops));
    for (Op op : ops) {
      switch (op.kind()) {
        case CREATE -> transaction.create(op.table(), rows(allocator, op));
        case APPEND -> transaction.append(op.table(), rows(allocator, op));
        case OVERWRITE -> transaction.overwrite(op.table(), rows(allocator, op));
        case DELETE -> transaction.delete(op.table(), op.condition().sql());
        case UPSERT -> transaction.upsert(op.table(), Model.mode(op), rows(allocator, op), "id");
        case UPDATE -> transaction.update(op.table(), op.condition().sql(), assignments(op));
        case ADD_COLUMN ->
            transaction.addColumns(op.table(), Values.schema(List.of(Model.newColumn(op))));
        case COMPUTE_COLUMN -> {
          Assignment column = Model.computed(op);
          transaction.addColumns(op.table(), Map.of(column.column(), column.sql()));
        }
        case MATCH_COLUMN -> transaction.addColumns(op.table(), rows(allocator, op), "id");
        case DROP_COLUMN -> transaction.dropColumns(op.table(), Model.oldColumn(op));
        case RENAME_COLUMN ->
            transaction.renameColumn(op.table(), Model.oldColumn(op), Model.otherName(op));
        case SET_METADATA ->
            transaction.tableMetadata(op.table(), op.metadata().getKey(), op.metadata().getValue());
        case COMPACT -> transaction.compact(op.table());
        case BUILD_INDEX ->
            transaction.buildIndex(op.table(), "id", IndexOptions.btree().named(op.index()));
        case OPTIMIZE_INDEX -> transaction.optimizeIndex(op.table(), op.index());
        case RENAME_TABLE -> transaction.renameTable(op.table(), op.columns().get(0));
        case DROP -> transaction.drop(op.table());
      }
    }
  }

  private static ArrowReader rows(BufferAllocator allocator, Op op) {
    return Values.reader(allocator, op.broughtColumns(), Values.rows(op), 4_000);
  }

  private static Map<String, String> assignments(Op op) {
    Map<String, String> all = new LinkedHashMap<>();
    Model.assignments(op).forEach(a -> all.put(a.column(), a.sql()));
    return all;
  }

  /** Changes of one to four of the tables, such that they can be committed to the snapshot. */
  private List<Op> choose(Snapshot snapshot) {
    List<String> tables = new ArrayList<>(TABLES);
    Collections.shuffle(tables, random);
    List<Op> ops = new ArrayList<>();
    List<String> free = new ArrayList<>(TABLES);
    free.removeAll(snapshot.tables());
    if (snapshot.tables().contains(tables.get(0)) && random.nextInt(8) == 0) {
      Op.Kind kind = List.copyOf(DERIVED).get(random.nextInt(DERIVED.size()));
      return List.of(new Op(kind, tables.get(0), List.of(), random.nextLong(), 0));
    }
    for (String table : tables.subList(0, 1 + random.nextInt(TABLES.size()))) {
      if (!snapshot.tables().contains(table)) {
        if (free.remove(table)) {
          ops.add(new Op(Op.Kind.CREATE, table, newColumns(), random.nextLong(), size()));
        }
      } else {
        change(table, columns(snapshot, table), free).forEach(ops::add);
      }
    }
    return ops;
  }

  private static List<String> columns(Snapshot snapshot, String table) {
    try (TableReader reader = snapshot.read(table)) {
      return reader.schema().getFields().stream().map(Field::getName).toList();
    }
  }

  private List<Op> change(String table, List<String> columns, List<String> free) {
    Op.Kind kind = CHANGES.get(random.nextInt(CHANGES.size()));
    boolean rare = kind.compareTo(Op.Kind.UPDATE) > 0;
    if ((rare && (random.nextBoolean() || columns.size() < 2))
        || (kind == Op.Kind.RENAME_TABLE && free.isEmpty())) {
      kind = Op.Kind.APPEND;
    }
    if (kind == Op.Kind.RENAME_TABLE) {
      return List.of(new Op(kind, table, List.of(free.remove(0)), 0, 0));
    }
    boolean otherSchema = kind == Op.Kind.OVERWRITE && random.nextInt(3) == 0;
    List<String> after = otherSchema ? newColumns() : columns;
    Op first = new Op(kind, table, after, random.nextLong(), size());
    boolean more =
        kind.compareTo(Op.Kind.UPDATE) <= 0 && after.equals(columns) && random.nextInt(6) == 0;
    if (more) {
      return List.of(first, new Op(Op.Kind.APPEND, table, columns, random.nextLong(), size()));
    }
    List<Op> ops = new ArrayList<>(List.of(first));
    if (COLUMN_CHANGES.contains(kind) && random.nextBoolean()) {
      Op.Kind second = COLUMN_EDITS.get(random.nextInt(COLUMN_EDITS.size()));
      List<String> seen = Model.columnsAfter(first, columns);
      if (seen.size() > 1) {
        ops.add(new Op(second, table, seen, random.nextLong(), size()));
      }
    }
    return ops;
  }

  private List<String> newColumns() {
    List<String> columns = new ArrayList<>(COLUMNS);
    Collections.shuffle(columns, random);
    List<String> some = new ArrayList<>(columns.subList(0, random.nextInt(columns.size())));
    some.remove("id");
    some.add(random.nextInt(some.size() + 1), "id");
    return some;
  }

  /** Mostly few rows; now and then more than Lance reads at once. */
  private int size() {
    return random.nextInt(80) == 0 ? 9_000 : 1 + random.nextInt(12);
  }
}
