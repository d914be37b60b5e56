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
    assertThatThrownBy(() -> transaction.tableMetadata("a", "", "y"))
        .isInstanceOf(IllegalArgumentException.class);
    transaction.addColumns("a", MORE);
    assertThatThrownBy(() -> transaction.dropColumns("a", column))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is in this transaction already");
    assertThatThrownBy(() -> transaction.drop("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is in this transaction already");

    assertThat(group.inspect().sidecars()).isEmpty();
    try (Stream<Path> dataset = Files.list(root.resolve(dataset("a")).resolve("_versions"))) {
      assertThat(dataset.filter(file -> file.toString().endsWith(".manifest"))).hasSize(1);
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
