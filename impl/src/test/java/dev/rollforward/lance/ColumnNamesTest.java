package dev.rollforward.lance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.Scan;
import dev.rollforward.UnsupportedSchemaException;
import dev.rollforward.core.TableId;
import dev.rollforward.lance.SampleRows.Nulls;
import dev.rollforward.port.TableStore.CommitOutcome.Landed;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A column has a name by which it can be scanned, selected and filtered, or is refused by it. */
class ColumnNamesTest extends OnTestTables {
  private static final Field ID = number("id");

  static Stream<String> refusedColumns() {
    return Stream.concat(
        ColumnNames.SYSTEM.stream(),
        Stream.of("", "*", ".", "a.b", "a.", ".a", "a`b", "`a`", "``"));
  }

  static Stream<String> refusedAnywhere() {
    return Stream.of("a\0b", "\0", "\uD83D\uDE00", "a\uD83D\uDE00b", "n".repeat(33_000));
  }

  @ParameterizedTest
  @MethodSource("refusedColumns")
  void isNoNameOfAColumn(String name) {
    assertRefused(new Schema(List.of(number(name), ID)), name);
    assertRefused(new Schema(List.of(ID, struct(name, number("a")))), name);
  }

  @ParameterizedTest
  @MethodSource("refusedAnywhere")
  void isNoName(String name) {
    assertRefused(new Schema(List.of(number(name))), name);
    assertRefused(new Schema(List.of(ID, struct("s", number("a"), number(name)))), name);
    assertRefused(new Schema(List.of(ID, list("l", number(name)))), name);
  }

  /** No reader could have them: they have no form in UTF-8. */
  @ParameterizedTest
  @ValueSource(strings = {"\uD83D", "x\uDE00"})
  void halfACharacterIsNoName(String name) {
    assertThatThrownBy(() -> stage(new Schema(List.of(ID, number(name))), false))
        .isInstanceOf(UnsupportedSchemaException.class)
        .hasMessageContaining(ColumnNames.shown(name));
  }

  private void assertRefused(Schema schema, String name) {
    for (boolean withRows : new boolean[] {true, false}) {
      assertThatThrownBy(() -> stage(schema, withRows))
          .isInstanceOfSatisfying(
              UnsupportedSchemaException.class,
              e -> assertThat(e.field()).endsWith(ColumnNames.shown(name)))
          .hasMessageStartingWith("table t cannot have this schema: field ");
      assertThat(root.resolve("t")).doesNotExist();
    }
  }

  private void stage(Schema schema, boolean withRows) {
    if (withRows) {
      tables
          .store
          .staging()
          .stageCreate(TestTables.T, SampleRows.of(tables.allocator, schema, Nulls.SOME, 7));
    } else {
      tables.store.staging().stageCreate(TestTables.T, schema);
    }
  }

  @Test
  void siblingsDiffer() {
    Field twice = struct("s", number("a"), number("a"));
    assertRefused(new Schema(List.of(number("a"), number("a"))), "a");
    assertRefused(new Schema(List.of(ID, twice)), "s.a");
    assertRefused(new Schema(List.of(ID, list("l", twice))), "s.a");
    assertRefused(new Schema(List.of(ID, struct("deep", twice))), "s.a");
  }

  @Test
  void aMessageIsReadable() {
    assertThat(ColumnNames.shown("")).isEqualTo("''");
    assertThat(ColumnNames.shown("a\0\uD83D\uDE00")).isEqualTo("a\\u0000\\ud83d\\ude00");
    assertThat(ColumnNames.shown("n".repeat(101))).isEqualTo("n".repeat(100) + "...");
  }

  @Test
  void nestingHasALimit() {
    Field deep = number("x");
    for (int level = 1; level < SchemaRules.MAX_DEPTH; level++) {
      deep = struct("s", deep);
    }
    assertKept("deep", new Schema(List.of(ID, deep)), "s");
    Schema tooDeep = new Schema(List.of(ID, struct("s", deep)));
    assertThatThrownBy(() -> tables.store.staging().stageCreate(TestTables.T, tooDeep))
        .isInstanceOf(UnsupportedSchemaException.class)
        .hasMessageContaining("deeper than 60 levels");
  }

  @Test
  void everyOtherNameWorks() {
    int table = 0;
    for (String name :
        List.of(
            " ",
            "a b",
            "\"a\"",
            "'a'",
            "\n",
            "\u0001",
            "\u007f",
            "a*",
            "\u00e9",
            "e\u0301",
            "\uffff",
            "\u200b",
            "_ROWID",
            "_rowid2",
            "_distance",
            "_score",
            "_id",
            "select",
            "null",
            "\\",
            "a/b",
            "%",
            "?",
            "[0]",
            "1",
            "a,b",
            ";--",
            "ID",
            "n".repeat(10_000))) {
      assertKept("n" + table++, new Schema(List.of(number(name), ID)), name);
      assertKept("n" + table++, new Schema(List.of(struct(name, number(name)), ID)), name);
    }
    for (String child : List.of("", "a.b", "a`b", "*", "_rowid", "_row_created_at_version")) {
      assertKept("n" + table++, new Schema(List.of(ID, struct("s", number(child), ID))), "s");
      assertKept("n" + table++, new Schema(List.of(ID, list("l", number(child)))), "l");
    }
  }

  private void assertKept(String name, Schema schema, String column) {
    TableId table = new TableId(name);
    LanceStagedChange change =
        tables
            .store
            .staging()
            .stageCreate(table, SampleRows.of(tables.allocator, schema, Nulls.SOME, 7));
    assertThat(tables.commit("create", TestTables.creation(table), change))
        .isEqualTo(new Landed(1));
    try (LanceVersionReader reader = tables.store.openVersion(table, 1)) {
      assertThat(reader.schema()).isEqualTo(schema);
      List<Object> rows = SampleRows.read(reader.scan());
      assertThat(rows)
          .isEqualTo(SampleRows.read(SampleRows.of(tables.allocator, schema, Nulls.SOME, 7)));
      Scan some = Scan.all().select(column).where("`" + column + "` IS NOT NULL");
      assertThat(SampleRows.read(reader.scan(some))).as(column).hasSize(5);
    }
  }

  private static Field number(String name) {
    return Field.nullable(name, new ArrowType.Int(32, true));
  }

  private static Field struct(String name, Field... children) {
    return new Field(name, FieldType.nullable(ArrowType.Struct.INSTANCE), List.of(children));
  }

  private static Field list(String name, Field item) {
    return new Field(name, FieldType.nullable(ArrowType.List.INSTANCE), List.of(item));
  }
}
