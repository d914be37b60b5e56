package dev.rollforward.lance;

import static dev.rollforward.lance.TestTables.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollforward.SchemaMismatchException;
import dev.rollforward.StoreException;
import dev.rollforward.TestRows;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Create;
import dev.rollforward.lance.SampleRows.Nulls;
import dev.rollforward.port.TableStore.CommitOutcome.Landed;
import dev.rollforward.port.TableStore.StagedChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.lance.Dataset;
import org.lance.schema.SqlExpressions;

class LanceStagingTest extends OnTestTables {
  private static final ArrowType INT = new ArrowType.Int(32, true);
  private static final ArrowType DOUBLE =
      new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);

  @Test
  void tellsWhatWasStaged() {
    LanceStagedChange create = tables.store.staging().stageCreate(T, tables.rows(1, 2, 3));
    assertThat(create.table()).isEqualTo(T);
    assertThat(create.change()).isEqualTo(new Create());
    assertThat(create.base()).isZero();
    assertThat(create.rows()).isEqualTo(3);
    assertThat(create).hasToString("CREATE of 3 rows to t");

    tables.create(T, 1);
    LanceStagedChange append = tables.store.staging().stageAppend(T, 1, tables.rows(2));
    assertThat(append.change()).isEqualTo(new Append());
    assertThat(append.base()).isEqualTo(1);
    assertThat(append.rows()).isEqualTo(1);
  }

  @Test
  void createsWithoutRows() {
    tables.commit(
        "create", TestTables.creation(T), tables.store.staging().stageCreate(T, Rows.SCHEMA));
    assertThat(tables.ids(T, 1)).isEmpty();
    assertThat(tables.append("append", T, 1, 7)).isEqualTo(new Landed(2));
    assertThat(tables.ids(T, 2)).containsExactly(7L);

    TableId other = new TableId("other");
    LanceStagedChange none =
        tables.store.staging().stageCreate(other, Rows.none(tables.allocator, Rows.SCHEMA));
    assertThat(none.rows()).isZero();
    tables.commit("create", TestTables.creation(other), none);
    try (LanceVersionReader reader = tables.store.openVersion(other, 1)) {
      assertThat(reader.schema()).isEqualTo(Rows.SCHEMA);
    }
  }

  @Test
  void takesManyBatches() {
    ArrowReader rows =
        Rows.batches(tables.allocator, Rows.SCHEMA, new long[] {1, 2}, new long[0], new long[] {3});
    LanceStagedChange change = tables.store.staging().stageCreate(T, rows);
    assertThat(change.rows()).isEqualTo(3);
    tables.commit("create", TestTables.creation(T), change);
    assertThat(tables.ids(T, 1)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void nothingToAppend() {
    tables.create(T, 1);
    assertThatThrownBy(
            () ->
                tables.store.staging().stageAppend(T, 1, Rows.none(tables.allocator, Rows.SCHEMA)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no rows to append to table t");
  }

  @Test
  void appendToMissingVersion() {
    assertThatThrownBy(() -> tables.store.staging().stageAppend(T, 1, tables.rows(1)))
        .isInstanceOf(StoreException.Unreadable.class)
        .hasMessageContaining("table t: there is no version 1");
  }

  @Test
  void mismatchNamesTheField() {
    create(Rows.ID, Field.notNullable("x", INT));

    assertMismatch("x", "x Int(32, true) not null", "no such field", Rows.ID);
    assertMismatch(
        "x", "x Int(32, true) not null", "x Int(32, true)", Rows.ID, Field.nullable("x", INT));
    assertMismatch(
        "x",
        "x Int(32, true) not null",
        "x FloatingPoint(DOUBLE) not null",
        Rows.ID,
        Field.notNullable("x", DOUBLE));
    assertMismatch(
        "x",
        "x Int(32, true) not null",
        "y Int(32, true) not null",
        Rows.ID,
        Field.notNullable("y", INT));
    assertMismatch(
        "y",
        "no such field",
        "y Int(32, true)",
        Rows.ID,
        Field.notNullable("x", INT),
        Field.nullable("y", INT));
    assertMismatch(
        "id", "id Int(64, true)", "x Int(32, true) not null", Field.notNullable("x", INT), Rows.ID);
  }

  @Test
  void mismatchInsideStructAndList() {
    create(
        struct("s", Field.nullable("a", INT)),
        new Field(
            "l",
            FieldType.nullable(ArrowType.List.INSTANCE),
            List.of(Field.nullable("item", INT))));

    assertMismatch(
        "s.a",
        "a Int(32, true)",
        "a FloatingPoint(DOUBLE)",
        struct("s", Field.nullable("a", DOUBLE)));
    assertMismatch(
        "l.item",
        "item Int(32, true)",
        "element Int(32, true)",
        struct("s", Field.nullable("a", INT)),
        new Field(
            "l",
            FieldType.nullable(ArrowType.List.INSTANCE),
            List.of(Field.nullable("element", INT))));
  }

  @Test
  void unusableSchemas() {
    assertThatThrownBy(() -> tables.store.staging().stageCreate(T, new Schema(List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("table t cannot have this schema: its schema has no columns");
    Field encoded =
        new Field(
            "d",
            new FieldType(true, INT, new DictionaryEncoding(1, false, new ArrowType.Int(32, true))),
            List.of());
    assertThatThrownBy(
            () -> tables.store.staging().stageCreate(T, new Schema(List.of(struct("s", encoded)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("table t cannot have this schema: field s.d is dictionary-encoded");
  }

  /** Lance ends the JVM over decimals at such addresses, where a stream may well put them. */
  @Test
  void decimalsMayLieAnywhere() {
    List<Field> columns = new ArrayList<>();
    for (String type : List.of("decimal128(10, 2)", "decimal256(40, 2)", "fixed binary 16")) {
      for (String place : List.of("column", "struct", "list", "fixed-size list")) {
        ArrowTypes.Type nested = ArrowTypes.places().get(place).of(ArrowTypes.plain().get(type));
        columns.add(nested.field(place + " of " + type.replace('.', ' '), true));
      }
    }
    Schema schema = new Schema(columns);
    ArrowReader rows = SampleRows.of(tables.allocator, schema, Nulls.SOME, 50);
    LanceStagedChange change =
        tables.store.staging().stageCreate(T, new MisalignedRows(tables.allocator, rows));
    tables.commit("create", TestTables.creation(T), change);
    try (LanceVersionReader reader = tables.store.openVersion(T, 1)) {
      assertThat(SampleRows.read(reader.scan()))
          .isEqualTo(SampleRows.read(SampleRows.of(tables.allocator, schema, Nulls.SOME, 50)));
    }
  }

  @Test
  void stagedForSomethingElse() {
    tables.create(T, 1);
    LanceStagedChange append = tables.store.staging().stageAppend(T, 1, tables.rows(2));
    StagedChange foreign = new StagedChange() {};
    for (StagedChange change : List.of(append, foreign)) {
      assertThatThrownBy(() -> tables.commit("x", TestTables.creation(T), change))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("plan is CREATE of table t, but staged is ");
    }
    assertThatThrownBy(
            () -> tables.commit("x", TestTables.appending(new TableId("other"), 1), append))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void staysGoodOnAnotherBaseThatResolvesToTheSame() {
    tables.create(T, 1);
    LanceStagedChange change = tables.store.staging().stageAppend(T, 1, tables.rows(2));
    tables.restore("repair", T, 1);
    assertThat(tables.commit("append", change, 2)).isEqualTo(new Landed(3));
    assertThat(tables.ids(T, 3)).containsExactly(1L, 2L);
  }

  @Test
  void isCheckedAgainOnABaseWithAnotherSchema() {
    tables.create(T, 1);
    LanceStagedChange change = tables.store.staging().stageAppend(T, 1, tables.rows(2));
    foreignAddColumn("extra");
    assertThatThrownBy(() -> tables.commit("append", change, 2))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("extra");
  }

  /** What can never succeed is told before an operation is armed. */
  @Test
  void canBeCheckedBeforehand() {
    tables.create(T, 1);
    LanceStagedChange create = tables.store.staging().stageCreate(new TableId("new"), Rows.SCHEMA);
    LanceStagedChange append = tables.store.staging().stageAppend(T, 1, tables.rows(2));
    tables.restore("repair", T, 1);
    foreignAddColumn("extra");

    tables.store.fit(new TableId("new"), 0, create);
    tables.store.fit(T, 1, append);
    tables.store.fit(T, 2, append);
    assertThatThrownBy(() -> tables.store.fit(T, 3, append))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("extra");
    assertThatThrownBy(() -> tables.store.fit(T, 9, append))
        .isInstanceOf(StoreException.Unreadable.class);
  }

  /** Dropped and added again, a column can have the same name and another number. */
  @Test
  void isCheckedAgainOnABaseWithOtherFieldNumbers() {
    tables.create(T, 1);
    foreignAddColumn("extra");
    Schema wide =
        new Schema(List.of(Rows.ID, Rows.TEXT, Field.nullable("extra", Rows.ID.getType())));
    LanceStagedChange change =
        tables
            .store
            .staging()
            .stageAppend(T, 2, Rows.batches(tables.allocator, wide, new long[] {2}));
    foreignAddColumn("more");
    foreignDropColumn("extra");
    foreignAddColumn("extra");
    foreignDropColumn("more");

    assertThatThrownBy(() -> tables.commit("append", change, 6))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Stage it again");
    ArrowReader rows = Rows.batches(tables.allocator, wide, new long[] {2});
    assertThatThrownBy(() -> tables.store.staging().stageAppend(T, 2, rows))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Stage it again");
  }

  @Test
  void dataThatCannotBeRead() {
    tables.create(T, 1);
    for (boolean append : new boolean[] {true, false}) {
      ArrowReader broken = new Broken(tables.allocator);
      assertThatThrownBy(
              () -> {
                if (append) {
                  tables.store.staging().stageAppend(T, 1, broken);
                } else {
                  tables.store.staging().stageCreate(T, broken);
                }
              })
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("disk on fire")
          .hasMessageContaining("stay in " + tables.datasets.location().dataFolder(T));
    }
    assertThat(tables.head(T)).isEqualTo(1);
  }

  private void create(Field... fields) {
    LanceStagedChange change = tables.store.staging().stageCreate(T, new Schema(List.of(fields)));
    tables.commit("create", TestTables.creation(T), change);
  }

  private void assertMismatch(String field, String expected, String actual, Field... data) {
    SchemaMismatchException e =
        catchThrowableOfType(
            SchemaMismatchException.class,
            () ->
                tables
                    .store
                    .staging()
                    .stageAppend(T, 1, Rows.none(tables.allocator, new Schema(List.of(data)))));
    assertThat(e.table()).isEqualTo(T.value());
    assertThat(e.field()).isEqualTo(field);
    assertThat(e.expected()).isEqualTo(expected);
    assertThat(e.actual()).isEqualTo(actual);
    assertThat(e).hasMessageContainingAll("table t", field, expected, actual);
  }

  private void foreignAddColumn(String name) {
    SqlExpressions extra = new SqlExpressions.Builder().withExpression(name, "id").build();
    try (Dataset head = tables.datasets.newest(T).orElseThrow()) {
      head.addColumns(extra, Optional.empty());
    }
  }

  private void foreignDropColumn(String name) {
    try (Dataset head = tables.datasets.newest(T).orElseThrow()) {
      head.dropColumns(List.of(name));
    }
  }

  private static Field struct(String name, Field... children) {
    return new Field(name, FieldType.nullable(ArrowType.Struct.INSTANCE), List.of(children));
  }

  /** Has a schema, and then nothing but trouble. */
  private static final class Broken extends TestRows {
    Broken(BufferAllocator allocator) {
      super(allocator, Rows.SCHEMA);
    }

    @Override
    public boolean loadNextBatch() throws IOException {
      throw new IOException("disk on fire");
    }
  }
}
