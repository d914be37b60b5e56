package dev.rollforward.lance;

import static dev.rollforward.lance.TestTables.T;
import static dev.rollforward.lance.TestTables.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.NoSuchColumnException;
import dev.rollforward.UnsupportedSchemaException;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.lance.SampleRows.Nulls;
import dev.rollforward.port.TableStore.CommitOutcome;
import dev.rollforward.port.TableStore.CommitOutcome.Landed;
import dev.rollforward.port.TableStore.CommitOutcome.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Columns and metadata that change without a data file, on Lance. */
class StagedSchemaTest extends OnTestTables {
  private static final Field NUMBER = Field.nullable("number", new ArrowType.Int(32, true));
  private static final Field PAIR =
      new Field(
          "pair",
          FieldType.nullable(ArrowType.Struct.INSTANCE),
          List.of(Field.nullable("one", new ArrowType.Int(64, true)), NUMBER));

  @BeforeEach
  void createTable() {
    tables.create(T, 1, 2);
  }

  @Test
  void addedColumnsAreNullAndTakeData() {
    land(tables.edit(at(1), SchemaEdit.adding(new Schema(List.of(NUMBER, PAIR)))), 1);

    assertThat(names(2)).containsExactly("id", "text", "number", "pair");
    assertThat(read(2)).containsExactly(row(1), row(2));
    Schema wide = schema(2);
    ArrowReader more = SampleRows.of(tables.allocator, wide, Nulls.NONE, 1);
    List<Object> expected = SampleRows.read(SampleRows.of(tables.allocator, wide, Nulls.NONE, 1));
    assertThat(tables.commit("more", tables.store.staging().stageAppend(T, 2, more), 2))
        .isEqualTo(new Landed(3));
    assertThat(read(3)).containsExactly(row(1), row(2), expected.get(0));
  }

  @Test
  void droppedColumnsGo() {
    land(tables.edit(at(1), SchemaEdit.dropping(List.of("text"))), 1);

    assertThat(names(2)).containsExactly("id");
    assertThat(read(2)).containsExactly(List.of("1"), List.of("2"));
  }

  @Test
  void aColumnThatIsAddedUnderADroppedNameIsAnother() {
    land(tables.edit(at(1), SchemaEdit.dropping(List.of("text"))), 1);
    land(tables.edit(at(2), SchemaEdit.adding(new Schema(List.of(Rows.TEXT)))), 2);

    assertThat(read(3)).containsExactly(List.of("1", "null"), List.of("2", "null"));
  }

  @Test
  void aRenamedColumnKeepsWhatItHolds() {
    land(tables.edit(at(1), SchemaEdit.renaming("text", "word")), 1);

    assertThat(names(2)).containsExactly("id", "word");
    assertThat(read(2)).containsExactly(List.of("1", "row 1"), List.of("2", "row 2"));
  }

  @Test
  void metadataIsKeptWithTheSchema() {
    land(tables.edit(at(1), SchemaEdit.noting("owner", Optional.of("me"))), 1);
    land(tables.edit(at(2), SchemaEdit.noting("unit", Optional.of("m"))), 2);
    assertThat(tables.append("append", T, 3, 3)).isEqualTo(new Landed(4));
    land(tables.edit(at(4), SchemaEdit.noting("owner", Optional.empty())), 4);

    assertThat(schema(4).getCustomMetadata()).isEqualTo(Map.of("owner", "me", "unit", "m"));
    assertThat(schema(5).getCustomMetadata()).isEqualTo(Map.of("unit", "m"));
    assertThat(tables.ids(T, 5)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aRestoreRefusesEachOfThem() {
    List<LanceStagedChange> all =
        List.of(
            tables.edit(at(1), SchemaEdit.adding(new Schema(List.of(NUMBER)))),
            tables.edit(at(1), SchemaEdit.dropping(List.of("text"))),
            tables.edit(at(1), SchemaEdit.renaming("text", "word")),
            tables.edit(at(1), SchemaEdit.noting("owner", Optional.of("me"))));
    tables.restore("fence", T, 1);

    for (LanceStagedChange staged : all) {
      assertThat(commit(staged, 1))
          .as("%s", staged)
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> assertThat(refused.reason()).contains("Project", "Restore at version 2"));
    }
    assertThat(tables.head(T)).isEqualTo(2);
  }

  @Test
  void itIsMadeAgainForTheSchemaThatIsThere() {
    LanceStagedChange rename = tables.edit(at(1), SchemaEdit.renaming("text", "word"));
    LanceStagedChange note = tables.edit(at(1), SchemaEdit.noting("owner", Optional.of("me")));
    LanceStagedChange drop = tables.edit(at(1), SchemaEdit.dropping(List.of("text")));
    tables.append("append", T, 1, 3);

    land((LanceStagedChange) tables.store.fit(T, 2, rename), 2);
    land(tables.edit(at(3), SchemaEdit.noting("unit", Optional.of("m"))), 3);
    land(note, 4);

    assertThat(read(5)).hasSize(3).last().isEqualTo(List.of("3", "row 3"));
    assertThat(names(5)).containsExactly("id", "word");
    assertThat(schema(5).getCustomMetadata()).isEqualTo(Map.of("owner", "me", "unit", "m"));
    assertThatThrownBy(() -> tables.store.fit(T, 5, drop))
        .isInstanceOf(NoSuchColumnException.class)
        .hasMessageContaining("no column 'text'. Its columns are [id, word]");
    assertThatThrownBy(() -> commit(drop, 5)).isInstanceOf(NoSuchColumnException.class);
    assertThat(tables.head(T)).isEqualTo(5);
  }

  @Test
  void whatNoTableCanHaveIsRefused() {
    PinnedTable t = at(1);
    LanceTableStore store = tables.store;
    assertThatThrownBy(() -> tables.edit(t, SchemaEdit.dropping(List.of("id", "words"))))
        .isInstanceOf(NoSuchColumnException.class)
        .hasMessage(
            "table t has no column 'words'. Its columns are [id, text], and what is inside a column"
                + " cannot be named here");
    assertThatThrownBy(() -> tables.edit(t, SchemaEdit.renaming("ID", "key")))
        .isInstanceOf(NoSuchColumnException.class);
    assertThatThrownBy(() -> tables.edit(t, SchemaEdit.renaming("id", "text")))
        .isInstanceOf(UnsupportedSchemaException.class)
        .hasMessageContaining("field text is there already");
    assertThatThrownBy(() -> tables.edit(t, SchemaEdit.renaming("id", "_rowid")))
        .isInstanceOf(UnsupportedSchemaException.class);
    assertThatThrownBy(() -> tables.edit(t, SchemaEdit.dropping(List.of("id", "text"))))
        .isInstanceOf(UnsupportedSchemaException.class)
        .hasMessageContaining("has no columns");
    assertThatThrownBy(() -> tables.edit(t, SchemaEdit.dropping(List.of("id", "id"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("named twice");
    assertThatThrownBy(() -> tables.edit(t, SchemaEdit.dropping(List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no columns to drop in table t");
    assertThatThrownBy(() -> tables.edit(t, SchemaEdit.adding(new Schema(List.of()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no columns to add in table t");
    assertThatThrownBy(() -> tables.edit(t, SchemaEdit.adding(new Schema(List.of(Rows.TEXT)))))
        .isInstanceOf(UnsupportedSchemaException.class)
        .hasMessageContaining("field text is there twice");
    Field strict = new Field("strict", FieldType.notNullable(NUMBER.getType()), List.of());
    assertThatThrownBy(() -> tables.edit(t, SchemaEdit.adding(new Schema(List.of(strict)))))
        .isInstanceOf(UnsupportedSchemaException.class)
        .hasMessageContaining("field strict cannot be null");
  }

  private void land(LanceStagedChange change, long base) {
    assertThat(commit(change, base)).isEqualTo(new Landed(base + 1));
  }

  private CommitOutcome commit(LanceStagedChange change, long base) {
    return tables.commit("change", change, base);
  }

  private Schema schema(long version) {
    try (LanceVersionReader reader = tables.store.openVersion(T, version)) {
      return reader.schema();
    }
  }

  private List<String> names(long version) {
    return schema(version).getFields().stream().map(Field::getName).toList();
  }

  private List<Object> read(long version) {
    try (LanceVersionReader reader = tables.store.openVersion(T, version)) {
      return SampleRows.read(reader.scan());
    }
  }

  private static List<Object> row(long id) {
    return new ArrayList<>(List.of(String.valueOf(id), "row " + id, "null", "null"));
  }
}
