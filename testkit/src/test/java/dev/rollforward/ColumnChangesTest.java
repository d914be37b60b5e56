package dev.rollforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.CommitResult.Committed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns and metadata of real Lance tables, changed together with others. */
class ColumnChangesTest {
  private static final Schema MORE =
      new Schema(List.of(Field.nullable("more", ArrowType.Utf8.INSTANCE)));

  @TempDir private Path root;
  private final BufferAllocator callers = new RootAllocator();
  private TableGroup group;

  @BeforeEach
  void threeTables() {
    group = TableGroup.openOrCreate(root);
    commit(
        group
            .begin()
            .create("a", numbers(1))
            .create("b", numbers(1))
            .create("c", NumberRows.SCHEMA));
  }

  @AfterEach
  void close() {
    group.close();
    callers.close();
  }

  @Test
  void severalTablesChangeAtOnce() {
    Snapshot before = group.snapshot();
    String column = NumberRows.SCHEMA.getFields().get(0).getName();

    commit(
        group
            .begin()
            .addColumns("a", MORE)
            .renameColumn("b", column, "key")
            .tableMetadata("c", "owner", "me"));

    assertThat(columns("a")).containsExactly(column, "more");
    assertThat(columns("b")).containsExactly("key");
    assertThat(schema(group.snapshot(), "c").getCustomMetadata()).isEqualTo(Map.of("owner", "me"));
    assertThat(schema(before, "a")).isEqualTo(NumberRows.SCHEMA);
    assertThat(schema(before, "b")).isEqualTo(NumberRows.SCHEMA);

    commit(group.begin().dropColumns("a", column).removeTableMetadata("c", "owner"));

    assertThat(columns("a")).containsExactly("more");
    assertThat(schema(group.snapshot(), "c").getCustomMetadata()).isEmpty();
    before.close();
  }

  @Test
  void columnsOfOneTableChangeSeveralTimesInOneCommit() {
    String column = NumberRows.SCHEMA.getFields().get(0).getName();
    commit(
        group
            .begin()
            .addColumns("a", MORE)
            .renameColumn("a", "more", "less")
            .tableMetadata("a", "owner", "me")
            .renameColumn("a", column, "key")
            .dropColumns("a", "less"));

    assertThat(columns("a")).containsExactly("key");
    assertThat(numbers("a", "key")).containsExactly(1L);
    assertThat(group.inspect().pins().get("a").version()).isEqualTo(2);
    try (Snapshot now = group.snapshot()) {
      assertThat(schema(now, "a").getCustomMetadata()).isEqualTo(Map.of("owner", "me"));
    }
  }

  @Test
  void columnsAreAddedWithValues() {
    String column = NumberRows.SCHEMA.getFields().get(0).getName();
    commit(group.begin().append("a", numbers(2)).append("b", numbers(2)));
    commit(
        group
            .begin()
            .addColumns("a", Map.of("twice", column + " * 2"))
            .tableMetadata("a", "owner", "me")
            .append("c", numbers(2, 3)));

    assertThat(columns("a")).containsExactly(column, "twice");
    assertThat(numbers("a", "twice")).containsExactly(2L, 4L);
    try (Snapshot now = group.snapshot();
        TableReader a = now.read("a")) {
      assertThat(a.schema().getCustomMetadata()).isEqualTo(Map.of("owner", "me"));
      commit(
          group
              .begin()
              .addColumns("c", a.scan(), column)
              .renameColumn("c", "twice", "two")
              .delete("b", "true"));
    }
    assertThat(numbers("c", "two")).containsExactly(4L, null);
    assertThat(numbers("b", column)).isEmpty();
  }

  /** Begun on no snapshot, it concerns the rows that are there by the time of the commit. */
  @Test
  void rowsThatOthersAddMeanwhileHaveValuesToo() {
    String column = NumberRows.SCHEMA.getFields().get(0).getName();
    Transaction ours = group.begin().addColumns("a", Map.of("twice", column + " * 2"));
    try (Snapshot before = group.snapshot()) {
      Transaction pinned = group.begin(before).addColumns("a", Map.of("minus", "-" + column));
      commit(group.begin().append("a", numbers(2)));

      commit(ours);

      assertThat(pinned.commit())
          .isInstanceOfSatisfying(
              CommitResult.Rejected.class,
              rejected -> assertThat(rejected.reason()).isEqualTo(CommitResult.Reason.CONFLICT));
    }
    assertThat(numbers("a", "twice")).containsExactly(2L, 4L);
  }

  @Test
  void badInputIsRefusedByTheNameOfTheTable() throws IOException {
    String column = NumberRows.SCHEMA.getFields().get(0).getName();
    Transaction transaction = group.begin();
    assertThatThrownBy(() -> transaction.addColumns("none", MORE))
        .isInstanceOf(NoSuchTableException.class);
    assertThatThrownBy(() -> transaction.dropColumns("a", "none"))
        .isInstanceOfSatisfying(
            NoSuchColumnException.class,
            missing -> {
              assertThat(missing.table()).isEqualTo("a");
              assertThat(missing.column()).isEqualTo("none");
            })
        .hasMessageStartingWith("table a has no column 'none'. Its columns are [" + column + "]");
    assertThatThrownBy(() -> transaction.renameColumn("a", column, column))
        .isInstanceOf(UnsupportedSchemaException.class)
        .hasMessageStartingWith("table a cannot have this schema: field " + column);
    assertThatThrownBy(() -> transaction.tableMetadata("a", "lance:x", "y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot have the key 'lance:x'");
    assertThatThrownBy(() -> transaction.addColumns("a", Map.of("more", "none + 1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cannot compute [more] of table a: ");
    assertThatThrownBy(() -> transaction.addColumns("a", numbers(1), "none"))
        .isInstanceOf(NoSuchColumnException.class)
        .hasMessageStartingWith("table a has no column 'none'");
    assertThatThrownBy(() -> transaction.tableMetadata("a", "", "y"))
        .isInstanceOf(IllegalArgumentException.class);
    transaction.addColumns("a", MORE);
    for (ThrowingCallable unseen :
        List.<ThrowingCallable>of(
            () -> transaction.append("a", numbers(2)),
            () -> transaction.addColumns("a", Map.of("twice", column + " * 2")),
            () -> transaction.addColumns("a", numbers(1), column),
            () -> transaction.drop("a"))) {
      assertThatThrownBy(unseen)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'a' is in this transaction already")
          .hasMessageContaining("commit this transaction first");
    }
    assertThatThrownBy(() -> transaction.dropColumns("a", "none"))
        .isInstanceOf(NoSuchColumnException.class)
        .hasMessageContaining("Its columns are [" + column + ", more]");

    assertThat(group.inspect().sidecars()).isEmpty();
    try (Stream<Path> dataset = Files.list(root.resolve(dataset("a")).resolve("_versions"))) {
      assertThat(dataset.filter(file -> file.toString().endsWith(".manifest"))).hasSize(1);
    }
  }

  private List<Long> numbers(String table, String column) {
    try (Snapshot now = group.snapshot();
        TableReader reader = now.read(table)) {
      return NumberRows.read(reader.scan(Scan.all().select(column)), column);
    }
  }

  private String dataset(String table) {
    return group.inspect().pins().get(table).dataset();
  }

  private List<String> columns(String table) {
    try (Snapshot now = group.snapshot()) {
      return schema(now, table).getFields().stream().map(Field::getName).toList();
    }
  }

  private static Schema schema(Snapshot snapshot, String table) {
    try (TableReader reader = snapshot.read(table)) {
      return reader.schema();
    }
  }

  private static void commit(Transaction transaction) {
    assertThat(transaction.commit()).isInstanceOf(Committed.class);
  }

  private org.apache.arrow.vector.ipc.ArrowReader numbers(long... numbers) {
    return NumberRows.of(callers, numbers);
  }
}
