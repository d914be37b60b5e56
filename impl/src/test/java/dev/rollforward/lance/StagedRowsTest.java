package dev.rollforward.lance;

import static dev.rollforward.lance.TestTables.T;
import static dev.rollforward.lance.TestTables.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.NoSuchColumnException;
import dev.rollforward.Scan;
import dev.rollforward.SchemaMismatchException;
import dev.rollforward.StoreException;
import dev.rollforward.UnsupportedSchemaException;
import dev.rollforward.UpsertMode;
import dev.rollforward.core.Pin;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Delete;
import dev.rollforward.core.change.Replace;
import dev.rollforward.lance.SampleRows.Nulls;
import dev.rollforward.port.TableStore.CommitOutcome;
import dev.rollforward.port.TableStore.CommitOutcome.Landed;
import dev.rollforward.port.TableStore.CommitOutcome.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lance.Dataset;
import org.lance.index.IndexParams;
import org.lance.index.IndexType;
import org.lance.index.scalar.ScalarIndexParams;

/** Overwrite, delete, upsert and update on real Lance, each staged and committed in one version. */
class StagedRowsTest extends OnTestTables {
  private static final Set<String> INSIDE =
      Set.of("bool", "int32", "float DOUBLE", "utf8", "binary", "decimal128(10, 2)");

  @BeforeEach
  void twoFragments() {
    tables.create(T, 1, 2, 3);
    tables.append("append", T, 1, 4, 5);
  }

  private CommitOutcome commit(LanceStagedChange change, long base) {
    return tables.commit("change", change, base);
  }

  private LanceStagedChange fit(long base, LanceStagedChange staged) {
    return (LanceStagedChange) tables.store.fit(T, base, staged);
  }

  private void land(LanceStagedChange staged, long base) {
    assertThat(commit(staged, base)).isEqualTo(new Landed(base + 1));
  }

  private List<List<Object>> rows(long version) {
    try (LanceVersionReader reader = tables.store.openVersion(T, version)) {
      return SampleRows.read(reader.scan()).stream()
          .<List<Object>>map(row -> new ArrayList<>((List<?>) row))
          .toList();
    }
  }

  private LanceStagedChange overwrite(long base, long... ids) {
    return tables.store.staging().stageOverwrite(at(base), new TableId("other"), tables.rows(ids));
  }

  private LanceStagedChange upsert(long base, UpsertMode mode, long... ids) {
    return tables.store.staging().stageUpsert(at(base), mode, relabelled(ids), List.of("id"));
  }

  /** Rows of which each has another text than {@link Rows} gives it. */
  private ArrowReader relabelled(long... ids) {
    return Rows.texts(tables.allocator, id -> "new " + id, ids);
  }

  @Test
  void overwriteReplacesAllRows() {
    land(overwrite(2, 7, 8), 2);
    assertThat(tables.ids(T, 3)).containsExactly(7L, 8L);
    assertThat(tables.ids(T, 2)).containsExactly(1L, 2L, 3L, 4L, 5L);

    land(overwrite(3), 3);
    assertThat(tables.ids(T, 4)).isEmpty();
    land(overwrite(4), 4);
    land(overwrite(5, 9), 5);
    assertThat(tables.ids(T, 6)).containsExactly(9L);
  }

  @Test
  void overwriteOfAnotherSchemaIsADatasetOfItsOwn() {
    TableId other = new TableId("other");
    Schema schema = new Schema(List.of(Field.nullable("x", new ArrowType.Int(32, true))));
    LanceStagedChange staged =
        tables
            .store
            .staging()
            .stageOverwrite(at(2), other, SampleRows.of(tables.allocator, schema, Nulls.NONE, 2));

    assertThat(staged.change()).isEqualTo(new Replace());
    assertThat(staged.table()).isEqualTo(other);
    TablePlan plan =
        TablePlan.of(
            "t",
            other,
            new Replace(),
            Optional.of(new Pin(T, 2)),
            Pin.ABSENT,
            List.of(UUID.randomUUID()));
    assertThat(tables.commit("replace", plan, staged)).isEqualTo(new Landed(1));
    assertThat(tables.commit("again", plan, staged)).isInstanceOf(Refused.class);
    try (LanceVersionReader reader = tables.store.openVersion(other, 1)) {
      assertThat(SampleRows.read(reader.scan())).containsExactly(List.of("1"), List.of("2"));
    }
    assertThat(tables.head(T)).isEqualTo(2);
  }

  @Test
  void deleteRemovesWhatItsPredicateSelects() {
    land(tables.store.staging().stageDelete(at(2), "id in (2, 4, 5)"), 2);
    assertThat(tables.ids(T, 3)).containsExactly(1L, 3L);
    land(tables.store.staging().stageDelete(at(3), "id = 1"), 3);
    assertThat(tables.ids(T, 4)).containsExactly(3L);
    land(tables.store.staging().stageDelete(at(4), "id > 100"), 4);
    assertThat(tables.ids(T, 5)).containsExactly(3L);
    land(tables.store.staging().stageDelete(at(5), "true"), 5);
    assertThat(tables.ids(T, 6)).isEmpty();
    land(tables.store.staging().stageDelete(at(6), "true"), 6);
    assertThat(tables.ids(T, 7)).isEmpty();
  }

  @Test
  void upsertReplacesByKeyAndAddsTheRest() {
    land(upsert(2, UpsertMode.UPDATE_AND_INSERT, 5, 2, 9), 2);
    assertThat(rows(3))
        .containsExactlyInAnyOrder(
            row(1, "row 1"),
            row(3, "row 3"),
            row(4, "row 4"),
            row(5, "new 5"),
            row(2, "new 2"),
            row(9, "new 9"));
  }

  @Test
  void upsertCanOnlyInsertOrOnlyUpdate() {
    land(upsert(2, UpsertMode.INSERT_ONLY, 5, 9, 2, 8), 2);
    assertThat(rows(3))
        .hasSize(7)
        .contains(row(5, "row 5"), row(2, "row 2"), row(9, "new 9"), row(8, "new 8"));

    land(upsert(3, UpsertMode.UPDATE_ONLY, 100, 3, 101, 9), 3);
    assertThat(rows(4)).hasSize(7).contains(row(3, "new 3"), row(9, "new 9"), row(1, "row 1"));

    land(upsert(4, UpsertMode.INSERT_ONLY, 1), 4);
    land(upsert(5, UpsertMode.UPDATE_ONLY, 77), 5);
    land(upsert(6, UpsertMode.UPDATE_AND_INSERT), 6);
    assertThat(rows(7)).containsExactlyInAnyOrderElementsOf(rows(4));
  }

  /** The rows that replace others of the same key, and those of the table without a key. */
  @Test
  void aKeyMayHaveSeveralColumnsAndTheTableSeveralRowsOfIt() {
    tables.append("twice", T, 2, 1);
    land(tables.store.staging().stageUpdate(at(3), "id = 3", Map.of("id", "null")), 3);

    ArrowReader source = Rows.texts(tables.allocator, id -> "row 1", 1, 6);
    land(
        tables
            .store
            .staging()
            .stageUpsert(at(4), UpsertMode.UPDATE_AND_INSERT, source, List.of("text", "id")),
        4);

    assertThat(rows(5))
        .containsExactlyInAnyOrder(
            row(1, "row 1"),
            row(6, "row 1"),
            row(2, "row 2"),
            List.of("null", "row 3"),
            row(4, "row 4"),
            row(5, "row 5"));
  }

  @Test
  void updateComputesNewValues() {
    land(
        tables
            .store
            .staging()
            .stageUpdate(
                at(2),
                "id in (2, 4)",
                Map.of(
                    "id",
                    "id * 10 + character_length(text)",
                    "text",
                    "concat(text, ' of ', '😀')")),
        2);
    assertThat(rows(3))
        .containsExactlyInAnyOrder(
            row(1, "row 1"),
            row(25, "row 2 of 😀"),
            row(3, "row 3"),
            row(45, "row 4 of 😀"),
            row(5, "row 5"));

    land(tables.store.staging().stageUpdate(at(3), "id = 25", Map.of("text", "null")), 3);
    assertThat(rows(4)).contains(row(25, "null"));
    land(tables.store.staging().stageUpdate(at(4), "id = 99", Map.of("text", "null")), 4);
    assertThat(rows(5)).containsExactlyInAnyOrderElementsOf(rows(4));
    land(tables.store.staging().stageUpdate(at(5), "true", Map.of("id", "1")), 5);
    assertThat(tables.ids(T, 6, "id")).containsOnly(1L).hasSize(5);
  }

  /**
   * Each column of each type is set to itself: whatever is computed and cast stays the same, where
   * all rows are taken and where some of each batch are.
   */
  @Test
  void everyTypeCanBeUpdatedAndDeletedFrom() {
    for (Map.Entry<String, Schema> type : storable().entrySet()) {
      String name = type.getKey();
      TableId table = new TableId(UUID.randomUUID().toString());
      tables.commit("create", TestTables.creation(table), sample(table, type.getValue()));
      PinnedTable pinned = new PinnedTable(new Pin(table, 1), "", Optional.empty());
      LanceStagedChange update =
          tables.store.staging().stageUpdate(pinned, "true", Map.of("x", "x"));
      TablePlan plan =
          TablePlan.of(
              "x",
              table,
              update.change(),
              Optional.of(pinned.pin()),
              1,
              List.of(UUID.randomUUID()));
      assertThat(tables.commit("update", plan, update)).as(name).isEqualTo(new Landed(2));
      try (LanceVersionReader before = tables.store.openVersion(table, 1);
          LanceVersionReader after = tables.store.openVersion(table, 2)) {
        assertThat(after.schema()).isEqualTo(before.schema());
        assertThat(SampleRows.read(after.scan()))
            .as(name)
            .isEqualTo(SampleRows.read(before.scan()));
      }
      assertUpdateKeeps(table, 2, "x is not null", "x");
    }
  }

  private LanceStagedChange sample(TableId table, Schema schema) {
    return tables
        .store
        .staging()
        .stageCreate(table, SampleRows.of(tables.allocator, schema, Nulls.SOME, 7));
  }

  /** Every type that a column can have, and some inside others. */
  private static Map<String, Schema> storable() {
    Map<String, Schema> storable = new TreeMap<>();
    for (String place : List.of("column", "struct", "list", "large list", "fixed-size list")) {
      ArrowTypes.plain()
          .forEach(
              (name, type) -> {
                Schema schema = ArrowTypes.schemas(place, type).get(0);
                if ((place.equals("column") || INSIDE.contains(name)) && isStorable(schema)) {
                  storable.put(name + " in a " + place, schema);
                }
              });
    }
    return storable;
  }

  private static boolean isStorable(Schema schema) {
    try {
      SchemaRules.check(T, schema);
      return true;
    } catch (UnsupportedSchemaException refused) {
      return false;
    }
  }

  /** What is staged against other rows is staged again; what the base still has, is not. */
  @Test
  void isStagedAgainOnlyWhereTheRowsAreOthers() {
    List<LanceStagedChange> all =
        List.of(
            overwrite(2, 7),
            tables.store.staging().stageDelete(at(2), "id >= 5"),
            upsert(2, UpsertMode.UPDATE_AND_INSERT, 5, 6),
            upsert(2, UpsertMode.INSERT_ONLY, 5, 6),
            upsert(2, UpsertMode.UPDATE_ONLY, 5, 6),
            tables.store.staging().stageUpdate(at(2), "id >= 5", Map.of("id", "id + 100")));
    tables.restore("repair", T, 2);
    for (LanceStagedChange staged : all) {
      assertThat(fit(3, staged)).isSameAs(staged);
    }
    tables.append("append", T, 3, 6);

    List<List<Long>> expected =
        List.of(
            List.of(7L),
            List.of(1L, 2L, 3L, 4L),
            List.of(1L, 2L, 3L, 4L, 5L, 6L),
            List.of(1L, 2L, 3L, 4L, 5L, 6L),
            List.of(1L, 2L, 3L, 4L, 5L, 6L),
            List.of(1L, 2L, 3L, 4L, 105L, 106L));
    for (int i = 0; i < all.size(); i++) {
      long base = tables.head(T);
      LanceStagedChange again = fit(base, all.get(i));
      assertThat(again).isNotSameAs(all.get(i));
      land(again, base);
      assertThat(tables.ids(T, base + 1, "id"))
          .as("%s", again)
          .containsExactlyInAnyOrderElementsOf(expected.get(i));
      tables.restore("back", T, 4);
    }
  }

  @Test
  void aRestoreAboveTheBaseRefusesThemAll() {
    List<LanceStagedChange> all =
        List.of(
            overwrite(2, 7),
            overwrite(2),
            tables.store.staging().stageDelete(at(2), "id = 1"),
            tables.store.staging().stageDelete(at(2), "id = 100"),
            upsert(2, UpsertMode.UPDATE_AND_INSERT, 5, 6),
            upsert(2, UpsertMode.UPDATE_ONLY, 77),
            tables.store.staging().stageUpdate(at(2), "id = 1", Map.of("id", "2")),
            tables.store.staging().stageUpdate(at(2), "id = 100", Map.of("id", "2")));
    tables.restore("fence", T, 2);
    for (LanceStagedChange staged : all) {
      assertThat(commit(staged, 2)).as("%s", staged).isInstanceOf(Refused.class);
    }
    assertThat(tables.head(T)).isEqualTo(3);
  }

  /** An append on top of another change is prepared against the version that this makes. */
  @Test
  void appendsCanBeCommittedOnTop() {
    TablePlan plan =
        TablePlan.of(
            "t",
            T,
            new Delete(),
            Optional.of(new Pin(T, 2)),
            2,
            List.of(UUID.randomUUID(), UUID.randomUUID()));
    LanceStagedChange delete = tables.store.staging().stageDelete(at(2), "id < 4");
    LanceStagedChange append = tables.store.staging().stageAppend(T, 2, tables.rows(10));

    assertThatThrownBy(
            () -> tables.store.commit(TestTables.op("o"), plan, plan.commits().get(1), delete))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("plan is APPEND");
    assertThat(tables.commit("o", plan, delete)).isEqualTo(new Landed(3));
    assertThat(tables.store.commit(TestTables.op("o"), plan, plan.commits().get(1), append))
        .isEqualTo(new Landed(4));
    assertThat(tables.ids(T, 4)).containsExactly(4L, 5L, 10L);
    assertThat(append.change()).isEqualTo(new Append());
  }

  @Test
  void aPredicateThatCannotBeUsedIsRefused() {
    for (String predicate :
        List.of("", " -- all", "id >", "nope = 1", "id", "text = 1", "id = ?", "id = 'é' 😀")) {
      assertThatThrownBy(() -> tables.store.staging().stageDelete(at(2), predicate))
          .as(predicate)
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(
              () -> tables.store.staging().stageUpdate(at(2), predicate, Map.of("text", "text")))
          .as(predicate)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertNothingMoved();
  }

  @Test
  void anAssignmentThatCannotBeUsedIsRefused() {
    assertThatThrownBy(() -> tables.store.staging().stageUpdate(at(2), "true", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tables.store.staging().stageUpdate(at(2), "true", Map.of("x", "1")))
        .isInstanceOf(NoSuchColumnException.class);
    for (String expression :
        List.of("", "id +", "nope", "'x'", "1), (2", "? + 1", "count(id)", "cast('x' as int)")) {
      assertThatThrownBy(
              () -> tables.store.staging().stageUpdate(at(2), "id = 100", Map.of("id", expression)))
          .as(expression)
          .isInstanceOf(IllegalArgumentException.class);
    }
    // Only for rows that are there.
    assertThatThrownBy(
            () -> tables.store.staging().stageUpdate(at(2), "true", Map.of("id", "1 / (id - 3)")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot set [id] of table t");
    assertThatThrownBy(
            () -> tables.store.staging().stageUpdate(at(2), "id = 1", Map.of("id", "'a' || text")))
        .isInstanceOf(IllegalArgumentException.class);
    assertNothingMoved();
  }

  @Test
  void keysThatMatchNothingClearlyAreRefused() {
    assertThatThrownBy(() -> upsert(2, UpsertMode.UPDATE_AND_INSERT, 5, 6, 7, 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "rows 2 and 4 for table t have the same key [id] = [6], so that it is open which one"
                + " counts. Keep one row for each key")
        .satisfies(
            refusal ->
                assertThat(refusal.getSuppressed()[0])
                    .hasMessageContaining("stay in " + tables.datasets.location().dataFolder(T)));
    assertRefused("row 1 for table t has a null in its key [id]", withNull(), "id");
    assertRefused("no key columns", tables.rows(1));
    assertRefused("are named twice", tables.rows(1), "id", "id");
    assertRefused("table t has no column 'nope'", tables.rows(1), "nope");
    assertThatThrownBy(
            () ->
                tables
                    .store
                    .staging()
                    .stageUpsert(
                        at(2),
                        UpsertMode.UPDATE_AND_INSERT,
                        SampleRows.of(
                            tables.allocator, new Schema(List.of(Rows.ID)), Nulls.NONE, 1),
                        List.of("id")))
        .isInstanceOf(SchemaMismatchException.class);
    assertNothingMoved();
  }

  private ArrowReader withNull() {
    return SampleRows.of(tables.allocator, Rows.SCHEMA, Nulls.ALL, 1);
  }

  private void assertRefused(String message, ArrowReader rows, String... keys) {
    assertThatThrownBy(
            () ->
                tables
                    .store
                    .staging()
                    .stageUpsert(at(2), UpsertMode.UPDATE_AND_INSERT, rows, List.of(keys)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aKeyIsNeitherNestedNorFloating() {
    TableId table = new TableId(UUID.randomUUID().toString());
    Schema schema =
        new Schema(
            List.of(
                new Field(
                    "s",
                    FieldType.nullable(ArrowType.Struct.INSTANCE),
                    List.of(Field.nullable("a", new ArrowType.Int(32, true)))),
                new Field(
                    "l",
                    FieldType.nullable(ArrowType.List.INSTANCE),
                    List.of(Field.nullable("item", new ArrowType.Int(32, true)))),
                Field.nullable("f", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
                Field.nullable("n", ArrowType.Null.INSTANCE)));
    tables.commit(
        "create", TestTables.creation(table), tables.store.staging().stageCreate(table, schema));
    PinnedTable pinned = new PinnedTable(new Pin(table, 1), "", Optional.empty());
    for (String key : List.of("s", "l", "f", "n")) {
      assertThatThrownBy(
              () ->
                  tables
                      .store
                      .staging()
                      .stageUpsert(
                          pinned,
                          UpsertMode.INSERT_ONLY,
                          SampleRows.of(tables.allocator, schema, Nulls.NONE, 1),
                          List.of(key)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("column " + key + " of table " + table + " cannot be a key");
    }
  }

  /** A second version may have another schema; then the data no longer fits, and says so. */
  @Test
  void whatNoLongerFitsIsRefusedBeforeItIsCommitted() {
    List<LanceStagedChange> data = List.of(overwrite(2, 7), upsert(2, UpsertMode.INSERT_ONLY, 9));
    LanceStagedChange delete = tables.store.staging().stageDelete(at(2), "text = 'row 1'");
    land(tables.edit(at(2), SchemaEdit.dropping(List.of("text"))), 2);
    for (LanceStagedChange staged : data) {
      assertThatThrownBy(() -> fit(3, staged)).isInstanceOf(SchemaMismatchException.class);
    }
    assertThatThrownBy(() -> fit(3, delete))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("text");
  }

  /** Lance compares rows with HEAD, which may be somebody's who has not published yet. */
  @Test
  void headWithAnotherSchemaIsReported() {
    land(tables.edit(at(2), SchemaEdit.renaming("text", "word")), 2);
    for (ThrowingCallable staging :
        List.<ThrowingCallable>of(
            () -> tables.store.staging().stageAppend(T, 2, tables.rows(6)),
            () -> overwrite(2, 6),
            () -> upsert(2, UpsertMode.INSERT_ONLY, 6),
            () -> tables.store.staging().stageUpdate(at(2), "id = 1", Map.of("id", "2")))) {
      assertThatThrownBy(staging)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("its newest version has another schema than the visible one");
    }
  }

  @Test
  void dataFilesThatAreGoneAreReported() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("t/data"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    assertThatThrownBy(() -> tables.store.staging().stageDelete(at(2), "id = 1"))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> tables.store.staging().stageUpdate(at(2), "id = 1", Map.of("id", "2")))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> upsert(2, UpsertMode.INSERT_ONLY, 1))
        .isInstanceOf(StoreException.class);
    assertThat(tables.head(T)).isEqualTo(2);
  }

  /** Lance can take new rows for covered by an index that never saw them, or keep old values. */
  @Test
  void whatAnIndexFindsIsWhatAScanFinds() {
    try (Dataset dataset = tables.store.openDataset(at(2))) {
      dataset.createIndex(
          List.of("id"),
          IndexType.BTREE,
          Optional.of("by_id"),
          IndexParams.builder().setScalarIndexParams(ScalarIndexParams.create("btree")).build(),
          true);
    }
    land(tables.store.staging().stageUpdate(at(3), "id = 2", Map.of("id", "id + 40")), 3);
    land(upsert(4, UpsertMode.UPDATE_AND_INSERT, 3, 43), 4);
    land(tables.store.staging().stageDelete(at(5), "id = 5"), 5);
    for (long id : new long[] {1, 2, 3, 4, 5, 42, 43}) {
      List<Long> found = filtered(6, "id = " + id);
      assertThat(found).as("%s", id).isEqualTo(id == 2 || id == 5 ? List.of() : List.of(id));
    }
    land(overwrite(6, 1, 7), 6);
    assertThat(filtered(7, "id < 5")).containsExactly(1L);
    assertThat(filtered(7, "id = 7")).containsExactly(7L);
  }

  /** Were a column said to be modified, its index would give up fragments that it still knows. */
  @Test
  void anUpdateLeavesAnIndexTheFragmentsThatItCovers() {
    try (Dataset dataset = tables.store.openDataset(at(2))) {
      dataset.createIndex(
          List.of("id"),
          IndexType.BTREE,
          Optional.of("by_id"),
          IndexParams.builder().setScalarIndexParams(ScalarIndexParams.create("btree")).build(),
          true);
    }
    assertThat(covered(3)).containsExactly(0, 1);

    land(tables.store.staging().stageUpdate(at(3), "id = 2", Map.of("id", "id + 40")), 3);
    land(upsert(4, UpsertMode.UPDATE_AND_INSERT, 4, 43), 4);

    assertThat(covered(5)).containsExactly(0, 1);
  }

  private List<Integer> covered(long version) {
    try (Dataset dataset = tables.store.openDataset(at(version))) {
      return dataset.getIndexes().get(0).fragments().orElseThrow();
    }
  }

  private List<Long> filtered(long version, String filter) {
    try (LanceVersionReader reader = tables.store.openVersion(T, version)) {
      return SampleRows.read(reader.scan(Scan.all().select("id").where(filter))).stream()
          .map(row -> Long.valueOf((String) ((List<?>) row).get(0)))
          .toList();
    }
  }

  /** Where Lance filters, it reads structs of nulls, if each that it reads at once is null. */
  @Test
  void nullStructsStayNullInUpdates() {
    for (Nulls nulls : Nulls.values()) {
      for (String predicate : List.of("true", "id in (2, 6)", "id > 3", "id = 4 or s.a is null")) {
        TableId table = new TableId(UUID.randomUUID().toString());
        LanceStagedChange rows =
            tables
                .store
                .staging()
                .stageCreate(table, SampleRows.of(tables.allocator, STRUCTS, nulls, 7));
        tables.commit("create", TestTables.creation(table), rows);
        assertUpdateKeeps(table, 1, predicate, "id");
      }
    }
  }

  @Test
  void structsThatWereAddedLaterStayNullInUpdates() {
    List<Field> added =
        STRUCTS.getFields().stream()
            .filter(field -> !field.getName().equals("id"))
            .map(
                field ->
                    new Field(
                        field.getName(), FieldType.nullable(field.getType()), field.getChildren()))
            .toList();
    land(tables.edit(at(2), SchemaEdit.adding(new Schema(added))), 2);
    assertUpdateKeeps(T, 3, "true", "id");
    assertUpdateKeeps(T, 4, "id in (2, 4)", "id");
  }

  /** A struct, one in a struct, and those in a list; there are no maps. */
  private static final Schema STRUCTS =
      new Schema(
          List.of(
              Field.notNullable("id", new ArrowType.Int(64, true)),
              struct("s", true, Field.nullable("a", new ArrowType.Int(32, true)), Rows.TEXT),
              struct("outer", false, struct("inner", true, Rows.TEXT)),
              new Field(
                  "list",
                  FieldType.notNullable(ArrowType.List.INSTANCE),
                  List.of(struct("item", true, Rows.TEXT)))));

  private static Field struct(String name, boolean nullable, Field... children) {
    return new Field(
        name, new FieldType(nullable, ArrowType.Struct.INSTANCE, null), List.of(children));
  }

  private void assertUpdateKeeps(TableId table, long version, String predicate, String column) {
    String name = column + " of " + table + " where " + predicate;
    PinnedTable pinned = new PinnedTable(new Pin(table, version), "", Optional.empty());
    LanceStagedChange update =
        tables.store.staging().stageUpdate(pinned, predicate, Map.of(column, column));
    TablePlan plan =
        TablePlan.of(
            "x",
            table,
            update.change(),
            Optional.of(pinned.pin()),
            version,
            List.of(UUID.randomUUID()));
    assertThat(tables.commit("update", plan, update)).as(name).isEqualTo(new Landed(version + 1));
    try (LanceVersionReader before = tables.store.openVersion(table, version);
        LanceVersionReader after = tables.store.openVersion(table, version + 1)) {
      assertThat(after.schema()).isEqualTo(before.schema());
      assertThat(SampleRows.read(after.scan()))
          .as(name)
          .containsExactlyInAnyOrderElementsOf(SampleRows.read(before.scan()));
    }
  }

  /** More rows than a batch has, in several fragments, each partly changed. */
  @Test
  void manyRows() {
    long[] ids = LongStream.range(10, 30_000).toArray();
    tables.append("many", T, 2, ids);
    land(tables.store.staging().stageDelete(at(3), "id % 3 = 0"), 3);
    land(tables.store.staging().stageUpdate(at(4), "id % 3 = 1", Map.of("text", "'changed'")), 4);
    LanceStagedChange some =
        upsert(5, UpsertMode.INSERT_ONLY, LongStream.range(0, 40_000).toArray());
    land(some, 5);

    assertThat(tables.ids(T, 6, "id"))
        .hasSize(40_000)
        .doesNotHaveDuplicates()
        .contains(0L, 1L, 29_999L, 39_999L);
    try (LanceVersionReader reader = tables.store.openVersion(T, 6)) {
      assertThat(SampleRows.read(reader.scan()))
          .filteredOn(row -> ((List<?>) row).get(1).equals("changed"))
          .hasSize(
              (int)
                  LongStream.concat(LongStream.of(1, 4), LongStream.range(10, 30_000))
                      .filter(id -> id % 3 == 1)
                      .count());
    }
  }

  private void assertNothingMoved() {
    assertThat(tables.head(T)).isEqualTo(2);
    assertThat(tables.ids(T, 2)).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  private static List<Object> row(long id, String text) {
    return List.of(String.valueOf(id), text);
  }
}
