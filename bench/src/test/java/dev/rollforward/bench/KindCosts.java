package dev.rollforward.bench;

import dev.rollforward.CommitResult;
import dev.rollforward.IndexOptions;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.UpsertMode;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.Drop;
import dev.rollforward.core.change.FenceBy;
import dev.rollforward.core.change.Rename;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Writer;
import dev.rollforward.lance.LanceStagedChange;
import dev.rollforward.lance.LanceTableStore;
import dev.rollforward.lance.LanceVersionReader;
import dev.rollforward.lance.SchemaEdit;
import dev.rollforward.port.TableStore.StagedChange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.lance.Dataset;
import org.lance.Transaction;

/** What one change of a table costs, of each kind, in calls of the stores. */
final class KindCosts implements AutoCloseable {
  private static final TableId TABLE = new TableId("t");
  private static final TableId OTHER = new TableId("other");
  private static final String COLUMN = Rows.SCHEMA.getFields().get(0).getName();
  private static final Schema MORE =
      new Schema(List.of(Field.nullable("more", ArrowType.Utf8.INSTANCE)));

  /** The kinds of change, each with one of it. */
  enum Kind {
    CREATE(
        at ->
            TableIntent.of(
                "other", OTHER, new Create(), at.tables.staging().stageCreate(OTHER, MORE))),
    REPLACE(KindCosts::replace),
    APPEND(at -> at.of(at.tables.staging().stageAppend(at.table(), at.rows.reader()))),
    OVERWRITE(at -> at.of(at.tables.staging().stageOverwrite(at.table(), OTHER, at.rows.reader()))),
    DELETE(at -> at.of(at.tables.staging().stageDelete(at.table(), COLUMN + " = 7"))),
    UPSERT(KindCosts::upsert),
    UPDATE(
        at ->
            at.of(
                at.tables.staging().stageUpdate(at.table(), COLUMN + " = 7", Map.of(COLUMN, "8")))),
    ADD_COLUMNS(at -> at.of(at.edit(Optional.empty(), SchemaEdit.adding(MORE)))),
    MERGE_COLUMNS(
        at ->
            at.of(at.tables.staging().stageColumns(at.table(), Map.of("twice", COLUMN + " * 2")))),
    DROP_COLUMNS(at -> at.of(at.edit(Optional.empty(), SchemaEdit.dropping(List.of("spare"))))),
    RENAME_COLUMN(at -> at.of(at.edit(Optional.empty(), SchemaEdit.renaming(COLUMN, "n")))),
    SET_METADATA(at -> at.of(at.edit(Optional.empty(), SchemaEdit.noting("k", Optional.of("v"))))),
    ALTER_TABLE(KindCosts::alter),
    COMPACT(at -> at.of(at.tables.staging().stageCompact(at.table()))),
    BUILD_INDEX(
        at -> at.of(at.tables.staging().stageBuildIndex(at.table(), COLUMN, IndexOptions.btree()))),
    OPTIMIZE_INDEX(KindCosts::optimize),
    RENAME(at -> TableIntent.of("t", TABLE, new Rename("u"))),
    DROP(at -> TableIntent.of("t", TABLE, new Drop()));

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Staging staging;

    Kind(Staging staging) {
      this.staging = staging;
    }
  }

  private interface Staging {
    TableIntent of(KindCosts at);
  }

  /**
   * What was counted.
   *
   * @param operation what Lance calls the last commit; empty if there is none
   * @param commits commits to Lance
   * @param metadataCalls calls for manifests and sidecars
   * @param tableCalls other calls for the table
   */
  record Cost(
      String kind,
      Optional<String> operation,
      FenceBy fence,
      int commits,
      int metadataCalls,
      int tableCalls) {}

  private final BufferAllocator allocator = new RootAllocator();
  private final Rows rows = new Rows(allocator);
  private final LanceTableStore tables;
  private final CountingStores counting;

  private KindCosts(Path root) {
    tables = new LanceTableStore(root, allocator);
    counting = CountingStores.of(root, tables);
    commit(
        TableIntent.of(
            "t", TABLE, new Create(), tables.staging().stageCreate(TABLE, rows.reader())));
    commit(Kind.APPEND.staging.of(this));
  }

  /** Those of {@code kind}, in a group of its own. */
  static Cost of(Path root, Kind kind) {
    try (KindCosts costs = new KindCosts(root)) {
      return costs.count(kind);
    }
  }

  private Cost count(Kind kind) {
    if (kind == Kind.DROP_COLUMNS) {
      Schema spare = new Schema(List.of(Field.nullable("spare", ArrowType.Utf8.INSTANCE)));
      commit(of(edit(Optional.empty(), SchemaEdit.adding(spare))));
    }
    TableIntent intent = kind.staging.of(this);
    counting.reset();
    commit(intent);
    SortedMap<String, Integer> calls = counting.calls();
    int commits = sum(calls, "TableStore.commit"::equals);
    return new Cost(
        intent.change().kind(),
        commits == 0 ? Optional.empty() : Optional.of(operationOf(intent)),
        intent.change().fence(),
        commits,
        sum(calls, call -> !call.startsWith("Table")),
        sum(calls, call -> call.startsWith("Table")) - commits);
  }

  private static int sum(SortedMap<String, Integer> calls, Predicate<String> which) {
    return calls.entrySet().stream()
        .filter(call -> which.test(call.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private String operationOf(TableIntent intent) {
    PinnedTable now = counting.stores().manifests().readNewest().table(intent.name()).orElseThrow();
    try (Dataset dataset = tables.openDataset(now);
        Transaction transaction = dataset.readTransaction().orElseThrow()) {
      return transaction.operation().name();
    }
  }

  private void commit(TableIntent intent) {
    Writer writer =
        new Writer(
            counting.stores(),
            OperationId.random(),
            List.of(intent),
            blockers -> {
              throw new IllegalStateException("blocked by " + blockers);
            },
            ProtocolListener.NONE);
    CommitResult result = writer.run();
    if (!(result instanceof CommitResult.Committed)) {
      throw new IllegalStateException("nobody is there to disturb it, but: " + result);
    }
  }

  private PinnedTable table() {
    return counting.stores().manifests().readNewest().table("t").orElseThrow();
  }

  private TableIntent of(LanceStagedChange staged) {
    return TableIntent.of("t", staged.table(), staged.change(), staged);
  }

  private LanceStagedChange edit(Optional<StagedChange> before, SchemaEdit edit) {
    return tables.staging().stageSchema(table(), before, edit);
  }

  /** By the rows of a table with another schema. */
  private static TableIntent replace(KindCosts at) {
    TableId wide = new TableId("wide");
    at.commit(
        TableIntent.of("wide", wide, new Create(), at.tables.staging().stageCreate(wide, MORE)));
    PinnedTable other = at.counting.stores().manifests().readNewest().table("wide").orElseThrow();
    try (LanceVersionReader reader = at.tables.open(other)) {
      return at.of(at.tables.staging().stageOverwrite(at.table(), OTHER, reader.scan()))
          .replacing(TABLE);
    }
  }

  private static TableIntent upsert(KindCosts at) {
    return at.of(
        at.tables
            .staging()
            .stageUpsert(
                at.table(), UpsertMode.UPDATE_AND_INSERT, at.rows.reader(), List.of(COLUMN)));
  }

  private static TableIntent alter(KindCosts at) {
    LanceStagedChange added = at.edit(Optional.empty(), SchemaEdit.adding(MORE));
    return at.of(at.edit(Optional.of(added), SchemaEdit.renaming("more", "less")));
  }

  private static TableIntent optimize(KindCosts at) {
    at.commit(Kind.BUILD_INDEX.staging.of(at));
    String index = IndexOptions.btree().nameFor(COLUMN);
    return at.of(at.tables.staging().stageOptimizeIndex(at.table(), index));
  }

  @Override
  public void close() {
    tables.close();
    allocator.close();
  }
}
