package dev.rollforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.CommitResult.Committed;
import dev.rollforward.CommitResult.Reason;
import dev.rollforward.CommitResult.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of real Lance tables, overwritten, deleted, merged and updated together with others. */
class RowChangesTest {
  @TempDir private Path root;
  private final BufferAllocator callers = new RootAllocator();
  private TableGroup group;

  @BeforeEach
  void fourTables() {
    group = TableGroup.openOrCreate(root);
    Transaction setup = group.begin();
    for (String table : List.of("a", "b", "c", "d")) {
      setup.create(table, numbers(1, 2, 3));
    }
    commit(setup);
  }

  @AfterEach
  void close() {
    group.close();
    callers.close();
  }

  @Test
  void severalTablesChangeAtOnce() {
    try (Snapshot before = group.snapshot()) {
      commit(
          group
              .begin()
              .overwrite("a", numbers(7))
              .delete("b", "n > 1")
              .upsert("c", numbers(3, 4), "n")
              .update("d", "n = 2", Map.of("n", "n * 10")));

      assertThat(numbers("a")).containsExactly(7L);
      assertThat(numbers("b")).containsExactly(1L);
      assertThat(numbers("c")).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
      assertThat(numbers("d")).containsExactlyInAnyOrder(1L, 3L, 20L);
      for (String table : List.of("a", "b", "c", "d")) {
        assertThat(numbers(before, table)).containsExactly(1L, 2L, 3L);
      }
    }
    assertThat(group.inspect().sidecars()).isEmpty();
  }

  /** Begun on no snapshot, a change applies to the rows that are there when it is committed. */
  @Test
  void whatOthersCommitMeanwhileIsChangedToo() {
    Transaction ours =
        group
            .begin()
            .overwrite("a", numbers(7))
            .delete("b", "n >= 3")
            .upsert("c", UpsertMode.INSERT_ONLY, numbers(4, 5), "n")
            .update("d", "n >= 3", Map.of("n", "n * 10"));
    Transaction theirs = group.begin();
    for (String table : List.of("a", "b", "c", "d")) {
      theirs.append(table, numbers(4));
    }
    commit(theirs);

    commit(ours);

    assertThat(numbers("a")).containsExactly(7L);
    assertThat(numbers("b")).containsExactly(1L, 2L);
    assertThat(numbers("c")).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
    assertThat(numbers("d")).containsExactlyInAnyOrder(1L, 2L, 30L, 40L);
  }

  @Test
  void onASnapshotAChangeOfOthersIsAConflict() {
    try (Snapshot snapshot = group.snapshot()) {
      for (Transaction ours :
          List.of(
              group.begin(snapshot).overwrite("a", numbers(7)),
              group.begin(snapshot).overwrite("a", texts()),
              group.begin(snapshot).delete("a", "n = 100"),
              group.begin(snapshot).upsert("a", numbers(100), "n"),
              group.begin(snapshot).update("a", "n = 1", Map.of("n", "2")))) {
        commit(group.begin().append("a", numbers(4)));
        assertRejected(ours, Reason.CONFLICT);
      }
    }
    assertThat(numbers("a")).containsExactly(1L, 2L, 3L, 4L, 4L, 4L, 4L, 4L);
  }

  @Test
  void anOverwriteMayHaveAnotherSchema() {
    try (Snapshot before = group.snapshot()) {
      String old = dataset("a");
      Transaction stale = group.begin().append("a", numbers(4));
      Transaction staleDelete = group.begin().delete("a", "n = 1");
      Transaction staleOverwrite = group.begin().overwrite("a", texts());

      commit(group.begin().overwrite("a", texts()).append("b", numbers(4)));

      assertThat(dataset("a")).isNotEqualTo(old);
      assertThat(group.inspect().pins().get("a").version()).isEqualTo(1);
      assertThat(schema("a")).isEqualTo(TEXTS);
      assertThat(numbers(before, "a")).containsExactly(1L, 2L, 3L);
      for (Transaction overtaken : List.of(stale, staleDelete, staleOverwrite)) {
        assertRejected(overtaken, Reason.CONFLICT);
      }
    }
    commit(group.begin().overwrite("a", numbers(5)));
    assertThat(numbers("a")).containsExactly(5L);
    commit(group.begin().drop("a"));
    commit(group.begin().create("a", numbers(6)));
    assertThat(numbers("a")).containsExactly(6L);
  }

  @Test
  void rowsCanBeAppendedToAnotherChangeOfTheSameTable() {
    commit(
        group
            .begin()
            .append("a", numbers(4))
            .append("a", numbers(5))
            .append("a", numbers(6))
            .delete("b", "n <= 2")
            .append("b", numbers(2))
            .overwrite("c", numbers(7))
            .append("c", numbers(8))
            .upsert("d", numbers(3, 4), "n")
            .append("d", numbers(3)));

    assertThat(numbers("a")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(numbers("b")).containsExactly(3L, 2L);
    assertThat(numbers("c")).containsExactly(7L, 8L);
    assertThat(numbers("d")).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 3L);
    assertThat(group.inspect().pins().get("a").version()).isEqualTo(4);
  }

  @Test
  void whatWouldHaveToSeeTheResultIsRefused() {
    Transaction transaction =
        group
            .begin()
            .append("a", numbers(4))
            .overwrite("b", texts())
            .create("new", numbers(1))
            .drop("c")
            .delete("d", "n = 1");
    List<ThrowingCallable> refused =
        List.of(
            () -> transaction.delete("a", "n = 1"),
            () -> transaction.overwrite("a", numbers(4)),
            () -> transaction.upsert("a", numbers(4), "n"),
            () -> transaction.update("a", "true", Map.of("n", "1")),
            () -> transaction.append("b", texts()),
            () -> transaction.append("new", numbers(2)),
            () -> transaction.drop("new"),
            () -> transaction.append("c", numbers(2)),
            () -> transaction.create("c", numbers(2)),
            () -> transaction.delete("d", "n = 2"));
    for (ThrowingCallable call : refused) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is in this transaction already")
          .hasMessageContaining("commit this transaction first");
    }
    commit(transaction);
    assertThat(numbers("a")).containsExactly(1L, 2L, 3L, 4L);
    assertThat(numbers("d")).containsExactly(2L, 3L);
  }

  /** Refused where it is said, by the name of the table, with the reader closed. */
  @Test
  void badInputIsRefused() throws IOException {
    Transaction transaction = group.begin();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> transaction.overwrite("none", numbers(1)),
            () -> transaction.delete("none", "true"),
            () -> transaction.upsert("none", numbers(1), "n"),
            () -> transaction.update("none", "true", Map.of("n", "1")))) {
      assertThatThrownBy(call).isInstanceOf(NoSuchTableException.class);
    }
    assertThatThrownBy(() -> transaction.delete("a", "nope = 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("table a: cannot select rows by nope = 1: ");
    assertThatThrownBy(() -> transaction.update("a", "true", Map.of("n", "nope")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cannot set [n] of table a: ");
    assertThatThrownBy(() -> transaction.update("a", "true", Map.of("x", "1")))
        .isInstanceOf(NoSuchColumnException.class)
        .hasMessageStartingWith("table a has no column 'x'");
    assertThatThrownBy(() -> transaction.upsert("a", numbers(1), "x"))
        .isInstanceOf(NoSuchColumnException.class)
        .hasMessageStartingWith("table a has no column 'x'");
    assertThatThrownBy(() -> transaction.upsert("a", numbers(1, 1), "n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rows 1 and 2 for table a have the same key [n] = [1]");
    assertThatThrownBy(() -> transaction.upsert("a", texts(), "n"))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageStartingWith("data for table a does not fit");
    assertNothingMoved();
  }

  /** A failing reader, half-way or at once, and one that was closed before. */
  @Test
  void aReaderThatFailsLeavesNothingVisible() throws IOException {
    Transaction transaction = group.begin();
    for (int good : new int[] {0, 2}) {
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> transaction.append("a", failing(good)),
              () -> transaction.overwrite("a", failing(good)),
              () -> transaction.upsert("a", failing(good), "n"))) {
        assertThatThrownBy(call)
            .isInstanceOf(StoreException.class)
            .hasStackTraceContaining("no more rows");
      }
    }
    ArrowReader closed = closedScan();
    transaction.delete("a", "n = 1");
    assertThatThrownBy(() -> transaction.overwrite("b", closed)).isInstanceOf(StoreException.class);
    assertNothingMoved();
    // What was staged before is still good.
    commit(transaction);
    assertThat(numbers("a")).containsExactly(2L, 3L);
  }

  private ArrowReader closedScan() throws IOException {
    try (Snapshot snapshot = group.snapshot();
        TableReader reader = snapshot.read("a");
        ArrowReader rows = reader.scan()) {
      rows.getVectorSchemaRoot();
      return rows;
    }
  }

  private void assertNothingMoved() throws IOException {
    assertThat(group.inspect().sidecars()).isEmpty();
    for (String table : List.of("a", "b", "c", "d")) {
      assertThat(numbers(table)).containsExactly(1L, 2L, 3L);
      try (Stream<Path> versions = Files.list(root.resolve(dataset(table)).resolve("_versions"))) {
        assertThat(versions.filter(file -> file.toString().endsWith(".manifest"))).hasSize(1);
      }
    }
  }

  private static final Schema TEXTS =
      new Schema(List.of(Field.nullable("text", ArrowType.Utf8.INSTANCE)));

  private ArrowReader texts() {
    return TestRows.none(callers, TEXTS);
  }

  private ArrowReader failing(int goodBatches) {
    return new FailingRows(callers, NumberRows.SCHEMA, goodBatches);
  }

  private String dataset(String table) {
    return group.inspect().pins().get(table).dataset();
  }

  private Schema schema(String table) {
    try (Snapshot now = group.snapshot();
        TableReader reader = now.read(table)) {
      return reader.schema();
    }
  }

  private List<Long> numbers(String table) {
    try (Snapshot now = group.snapshot()) {
      return numbers(now, table);
    }
  }

  private static List<Long> numbers(Snapshot snapshot, String table) {
    try (TableReader reader = snapshot.read(table)) {
      return NumberRows.read(reader.scan(), "n");
    }
  }

  private static void commit(Transaction transaction) {
    assertThat(transaction.commit()).isInstanceOf(Committed.class);
  }

  private static void assertRejected(Transaction transaction, Reason reason) {
    assertThat(transaction.commit())
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(reason));
  }

  private ArrowReader numbers(long... numbers) {
    return NumberRows.of(callers, numbers);
  }
}
