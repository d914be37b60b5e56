package dev.rollforward.lance;

import static dev.rollforward.lance.TestTables.T;
import static dev.rollforward.lance.TestTables.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.NoSuchColumnException;
import dev.rollforward.SchemaMismatchException;
import dev.rollforward.UnsupportedSchemaException;
import dev.rollforward.core.change.MergeColumns;
import dev.rollforward.lance.SampleRows.Nulls;
import dev.rollforward.port.TableStore.CommitOutcome.Landed;
import dev.rollforward.port.TableStore.CommitOutcome.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Columns that are added with values for the rows that are there, on real Lance. */
class StagedColumnsTest extends OnTestTables {
  private static final Field WORD = Field.nullable("word", ArrowType.Utf8.INSTANCE);
  private static final Field PAIR =
      new Field(
          "pair",
          FieldType.nullable(ArrowType.Struct.INSTANCE),
          List.of(Field.nullable("one", new ArrowType.Decimal(10, 2, 128)), WORD));

  @BeforeEach
  void twoFragments() {
    tables.create(T, 1, 2, 3);
    tables.append("append", T, 1, 4, 5);
  }

  @Test
  void valuesAreComputedFromTheSameRow() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("twice", "id * 2");
    columns.put("ü 日", "concat(text, '!')");
    columns.put("not four", "nullif(id, 4)");

    land(tables.store.staging().stageColumns(at(2), columns), 2);

    assertThat(names(3)).containsExactly("id", "text", "twice", "ü 日", "not four");
    assertThat(rows(3))
        .containsExactly(
            List.of("1", "row 1", "2", "row 1!", "1"),
            List.of("2", "row 2", "4", "row 2!", "2"),
            List.of("3", "row 3", "6", "row 3!", "3"),
            List.of("4", "row 4", "8", "row 4!", "null"),
            List.of("5", "row 5", "10", "row 5!", "5"));
  }

  @Test
  void valuesAreMatchedByKey() {
    land(matched(2, new Schema(List.of(Rows.ID, WORD, PAIR)), 4), 2);

    assertThat(names(3)).containsExactly("id", "text", "word", "pair");
    List<Object> values = expected(new Schema(List.of(Rows.ID, WORD, PAIR)), 4);
    for (int i = 0; i < 4; i++) {
      List<?> value = (List<?>) values.get(i);
      assertThat(rows(3).get(i).subList(2, 4)).isEqualTo(value.subList(1, 3));
    }
    assertThat(rows(3).get(4)).containsExactly("5", "row 5", "null", "null");
  }

  /** Rows that were deleted have no values, and rows of no key of the table count for nothing. */
  @Test
  void deletedRowsStayDeleted() {
    land(tables.store.staging().stageDelete(at(2), "id = 2 or id >= 4"), 2);
    land(matched(3, new Schema(List.of(Rows.ID, WORD)), 9), 3);
    land(tables.store.staging().stageColumns(at(4), Map.of("n", "-id")), 4);

    assertThat(rows(5))
        .containsExactly(List.of("1", "row 1", "t1", "-1"), List.of("3", "row 3", "t3", "-3"));
  }

  /** Lance numbers columns, and a dropped one leaves a gap. */
  @Test
  void columnsThatWereDroppedOrRenamedBeforeDoNotMixUp() {
    land(tables.edit(at(2), SchemaEdit.dropping(List.of("text"))), 2);
    land(tables.store.staging().stageColumns(at(3), Map.of("text", "id + 100")), 3);
    land(tables.edit(at(4), SchemaEdit.renaming("text", "was")), 4);
    land(matched(5, new Schema(List.of(Rows.ID, WORD)), 2), 5);
    assertThat(tables.commit("more", tables.store.staging().stageDelete(at(6), "id = 1"), 6))
        .isEqualTo(new Landed(7));

    assertThat(names(7)).containsExactly("id", "was", "word");
    assertThat(rows(7))
        .containsExactly(
            List.of("2", "102", "t2"),
            List.of("3", "103", "null"),
            List.of("4", "104", "null"),
            List.of("5", "105", "null"));
    land(
        tables.store.staging().stageUpdate(at(7), "id > 3", Map.of("was", "0", "word", "'new'")),
        7);
    assertThat(rows(8))
        .containsExactlyInAnyOrder(
            List.of("2", "102", "t2"),
            List.of("3", "103", "null"),
            List.of("4", "0", "new"),
            List.of("5", "0", "new"));
  }

  @Test
  void aTableWithoutRowsGetsTheColumns() {
    land(tables.store.staging().stageDelete(at(2), "true"), 2);
    land(tables.store.staging().stageColumns(at(3), Map.of("twice", "id * 2")), 3);
    land(matched(4, new Schema(List.of(Rows.ID, WORD)), 2), 4);

    assertThat(names(5)).containsExactly("id", "text", "twice", "word");
    assertThat(schema(5).findField("twice").getType()).isEqualTo(new ArrowType.Int(64, true));
    assertThat(rows(5)).isEmpty();
  }

  @Test
  void noRowsMakeColumnsOfNulls() {
    Schema schema = new Schema(List.of(Rows.ID, WORD, PAIR));
    ArrowReader none =
        new BatchRows(tables.allocator, VectorSchemaRoot.create(schema, tables.allocator));
    ArrowReader nothing = Rows.none(tables.allocator, Rows.SCHEMA);
    land(tables.store.staging().stageColumns(at(2), none, "id"), 2);
    land(tables.edit(at(3), SchemaEdit.dropping(List.of("text"))), 3);
    land(tables.store.staging().stageColumns(at(4), nothing, "id"), 4);

    assertThat(names(5)).containsExactly("id", "word", "pair", "text");
    assertThat(rows(5))
        .hasSize(5)
        .allSatisfy(row -> assertThat(row.subList(1, 4)).containsOnly("null"));
  }

  @Test
  void manyRowsAreMatchedAndComputed() {
    long[] ids = LongStream.rangeClosed(6, 20_005).toArray();
    tables.append("many", T, 2, ids);
    land(tables.store.staging().stageColumns(at(3), Map.of("twice", "id * 2")), 3);
    land(matched(4, new Schema(List.of(Rows.ID, WORD)), 20_005), 4);

    assertThat(rows(5)).hasSize(20_005).allSatisfy(StagedColumnsTest::assertAlike);
  }

  private static void assertAlike(List<Object> row) {
    long id = Long.parseLong((String) row.get(0));
    assertThat(row.get(2)).isEqualTo(String.valueOf(2 * id));
    assertThat(row.get(3)).asString().endsWith(String.valueOf(id));
  }

  /** What another has changed meanwhile has values, too. */
  @Test
  void onAVersionWithOtherRowsTheyAreWrittenAgain() {
    LanceStagedChange computed = tables.store.staging().stageColumns(at(2), Map.of("n", "-id"));
    LanceStagedChange matched = matched(2, new Schema(List.of(Rows.ID, WORD)), 6);
    tables.append("append", T, 2, 6);
    land(tables.store.staging().stageDelete(at(3), "id = 1"), 3);

    land((LanceStagedChange) tables.store.fit(T, 4, computed), 4);
    land((LanceStagedChange) tables.store.fit(T, 5, matched), 5);

    assertThat(names(6)).containsExactly("id", "text", "n", "word");
    assertThat(rows(6)).hasSize(5).contains(List.of("6", "row 6", "-6", "t6"));
    LanceStagedChange same = tables.store.staging().stageColumns(at(6), Map.of("m", "id"));
    tables.restore("restore", T, 6);
    assertThat(tables.store.fit(T, 7, same)).isSameAs(same);
    land(same, 7);
    assertThat(rows(8)).contains(List.of("6", "row 6", "-6", "t6", "6"));
    assertThatThrownBy(() -> tables.store.fit(T, 8, computed))
        .isInstanceOf(UnsupportedSchemaException.class)
        .hasMessageContaining("field n is there twice");
  }

  @Test
  void aRestoreRefusesThem() {
    LanceStagedChange computed = tables.store.staging().stageColumns(at(2), Map.of("n", "-id"));
    assertThat(computed.change()).isEqualTo(new MergeColumns());
    tables.restore("fence", T, 2);

    assertThat(tables.commit("change", computed, 2))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).contains("Merge", "Restore at version 3"));
  }

  @Test
  void furtherChangesOfTheSchemaAreInTheSameCommit() {
    LanceStagedChange staged = tables.store.staging().stageColumns(at(2), Map.of("n", "-id"));
    staged = then(staged, SchemaEdit.renaming("n", "minus"));
    staged = then(staged, SchemaEdit.dropping(List.of("text")));
    staged = then(staged, SchemaEdit.noting("unit", Optional.of("m")));
    assertThat(staged.change()).isEqualTo(new MergeColumns());
    tables.append("append", T, 2, 6);

    land((LanceStagedChange) tables.store.fit(T, 3, staged), 3);

    assertThat(names(4)).containsExactly("id", "minus");
    assertThat(schema(4).getCustomMetadata()).isEqualTo(Map.of("unit", "m"));
    assertThat(rows(4)).hasSize(6).contains(List.of("1", "-1"), List.of("6", "-6"));
    LanceStagedChange last = staged;
    assertThatThrownBy(() -> then(last, SchemaEdit.dropping(List.of("n"))))
        .isInstanceOf(NoSuchColumnException.class);
    LanceStagedChange rows = tables.store.staging().stageDelete(at(4), "true");
    assertThatThrownBy(() -> then(rows, SchemaEdit.dropping(List.of("minus"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no change of the schema: DELETE");
  }

  @Test
  void expressionsThatCannotBeComputedAreRefused() {
    assertRefused(Map.of(), IllegalArgumentException.class, "no columns to add");
    assertRefused(
        Map.of("n", " "), IllegalArgumentException.class, "of column n of table t is blank");
    assertRefused(
        Map.of("n", "id +"), IllegalArgumentException.class, "cannot compute [n] of table t");
    assertRefused(Map.of("n", "ix + 1"), IllegalArgumentException.class, "ix");
    assertRefused(Map.of("n", "id = ?"), IllegalArgumentException.class, "placeholder");
    assertRefused(Map.of("text", "id"), UnsupportedSchemaException.class, "text is there twice");
    assertRefused(Map.of("_rowid", "id"), UnsupportedSchemaException.class, "_rowid");
    assertRefused(Map.of("n", "cast(text as bigint)"), IllegalArgumentException.class, "row 1");
    assertThat(tables.head(T)).isEqualTo(2);
  }

  private void assertRefused(
      Map<String, String> columns, Class<? extends Exception> type, String message) {
    assertThatThrownBy(() -> tables.store.staging().stageColumns(at(2), columns))
        .isInstanceOf(type)
        .hasMessageContaining(message);
  }

  @Test
  void rowsThatCannotBeMatchedAreRefused() {
    Schema wanted = new Schema(List.of(Rows.ID, WORD));
    assertThatThrownBy(() -> tables.store.staging().stageColumns(at(2), sample(wanted, 2), "word"))
        .isInstanceOf(NoSuchColumnException.class)
        .hasMessageContaining("no column 'word'");
    Schema keyless = new Schema(List.of(WORD));
    assertThatThrownBy(() -> tables.store.staging().stageColumns(at(2), sample(keyless, 2), "id"))
        .isInstanceOf(NoSuchColumnException.class);
    Schema other = new Schema(List.of(Field.nullable("id", new ArrowType.Int(32, true)), WORD));
    assertThatThrownBy(() -> matched(2, other, 2))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("Int(64, true)");
    assertThatThrownBy(() -> matched(2, new Schema(List.of(Rows.ID)), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no columns to add");
    assertThatThrownBy(() -> matched(2, Rows.SCHEMA, 2))
        .isInstanceOf(UnsupportedSchemaException.class)
        .hasMessageContaining("text is there twice");
    Field strict = new Field("strict", FieldType.notNullable(ArrowType.Utf8.INSTANCE), List.of());
    assertThatThrownBy(() -> matched(2, new Schema(List.of(Rows.ID, strict)), 2))
        .isInstanceOf(UnsupportedSchemaException.class)
        .hasMessageContaining("field strict cannot be null");
    ArrowReader nulls = SampleRows.of(tables.allocator, wanted, Nulls.ALL, 2);
    assertThatThrownBy(() -> tables.store.staging().stageColumns(at(2), nulls, "id"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has a null in its key");
    Schema renamed = new Schema(List.of(Rows.ID, Field.nullable("w", ArrowType.Utf8.INSTANCE)));
    ArrowReader twice = Rows.batches(tables.allocator, renamed, new long[] {1, 2, 1});
    assertThatThrownBy(() -> tables.store.staging().stageColumns(at(2), twice, "id"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rows 1 and 3 for table t have the same key");
    assertThat(tables.head(T)).isEqualTo(2);
  }

  /** Of one fragment they are written before those of the next turn out to be impossible. */
  @Test
  void whatWasWrittenBeforeAFailureIsRemoved() throws IOException {
    Set<Path> before = dataFiles();
    assertThatThrownBy(
            () -> tables.store.staging().stageColumns(at(2), Map.of("n", "1 / (id - 4)")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Divide by zero");
    Schema schema = new Schema(List.of(Rows.ID, Field.nullable("w", ArrowType.Utf8.INSTANCE)));
    ArrowReader twice = Rows.batches(tables.allocator, schema, new long[] {1, 2}, new long[] {1});
    assertThatThrownBy(() -> tables.store.staging().stageColumns(at(2), twice, "id"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(dataFiles()).isEqualTo(before);

    LanceStagedChange staged = tables.store.staging().stageColumns(at(2), Map.of("n", "id"));
    assertThat(dataFiles()).as("a file for each fragment").hasSize(before.size() + 2);
    land(staged, 2);
  }

  private Set<Path> dataFiles() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(T.value()).resolve("data"))) {
      return files.collect(Collectors.toSet());
    }
  }

  private LanceStagedChange then(LanceStagedChange staged, SchemaEdit edit) {
    return tables.store.staging().stageSchema(at(2), Optional.of(staged), edit);
  }

  /** Rows 1 to {@code count}, matched by {@code id}. */
  private LanceStagedChange matched(long base, Schema schema, int count) {
    return tables.store.staging().stageColumns(at(base), sample(schema, count), "id");
  }

  private ArrowReader sample(Schema schema, int count) {
    return SampleRows.of(tables.allocator, schema, Nulls.NONE, count);
  }

  private List<Object> expected(Schema schema, int count) {
    return SampleRows.read(sample(schema, count));
  }

  private void land(LanceStagedChange change, long base) {
    assertThat(tables.commit("change", change, base)).isEqualTo(new Landed(base + 1));
  }

  private Schema schema(long version) {
    try (LanceVersionReader reader = tables.store.openVersion(T, version)) {
      return reader.schema();
    }
  }

  private List<String> names(long version) {
    return schema(version).getFields().stream().map(Field::getName).toList();
  }

  private List<List<Object>> rows(long version) {
    try (LanceVersionReader reader = tables.store.openVersion(T, version)) {
      return SampleRows.read(reader.scan()).stream()
          .<List<Object>>map(row -> new ArrayList<>((List<?>) row))
          .toList();
    }
  }
}
