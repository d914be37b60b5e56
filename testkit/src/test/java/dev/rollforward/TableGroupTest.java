package dev.rollforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lance.Dataset;

/** The public API on real Lance tables, as a caller with memory of its own uses it. */
class TableGroupTest {
  private static final OpenOptions AT_ONCE =
      OpenOptions.builder().recovery(RecoveryPolicy.FULL).patience(Duration.ZERO).build();

  @TempDir Path folder;
  private Path root;
  private final BufferAllocator callers = new RootAllocator();

  @BeforeEach
  void threeTables() {
    root = folder.resolve("group");
    try (TableGroup group = TableGroup.openOrCreate(root)) {
      CommitResult result =
          group
              .begin()
              .create("a", numbers(1))
              .create("b", numbers(1))
              .create("empty", NumberRows.SCHEMA)
              .commit();
      assertThat(result).isInstanceOf(CommitResult.Committed.class);
    }
  }

  @AfterEach
  void callersMemoryIsFree() {
    callers.close();
  }

  @Test
  void anOperationBecomesVisibleOnAllItsTables() {
    try (TableGroup group = TableGroup.open(root)) {
      Snapshot before = group.snapshot();
      Transaction operation = group.begin().append("a", numbers(2, 3)).append("empty", numbers(4));
      assertThat(count(group.snapshot(), "a")).isEqualTo(1);

      assertThat(operation.commit()).isInstanceOf(CommitResult.Committed.class);

      assertThat(count(before, "a")).isEqualTo(1);
      assertThat(count(before, "empty")).isZero();
      assertThat(count(group.snapshot(), "a")).isEqualTo(3);
      assertThat(count(group.snapshot(), "empty")).isEqualTo(1);
      assertThat(count(group.snapshot(), "b")).isEqualTo(1);
      assertThat(group.resolve(operation.id())).isEqualTo(Resolution.COMMITTED);
    }
  }

  @Test
  void anOperationOnASnapshotMeetsAMovedTable() {
    try (TableGroup group = TableGroup.open(root)) {
      Snapshot seen = group.snapshot();
      group.begin().append("a", numbers(2)).commit();
      Transaction late = group.begin(seen).append("a", numbers(3)).append("b", numbers(3));

      CommitResult result = late.commit();

      assertThat(result)
          .isInstanceOfSatisfying(
              CommitResult.Rejected.class,
              rejected -> {
                assertThat(rejected.operation()).isEqualTo(late.id());
                assertThat(rejected.reason()).isEqualTo(CommitResult.Reason.CONFLICT);
                assertThat(rejected.reason().isRetryable()).isTrue();
                assertThat(rejected.table()).contains("a");
                assertThat(rejected.detail())
                    .isEqualTo("table 'a': expected version 1, actual version 2");
              });
      assertThat(count(group.snapshot(), "b")).isEqualTo(1);
    }
  }

  @Test
  void aTableIsCreatedOnce() {
    try (TableGroup group = TableGroup.open(root)) {
      Transaction again = group.begin().create("a", numbers(9));

      assertThat(again.commit())
          .isInstanceOfSatisfying(
              CommitResult.Rejected.class,
              rejected -> {
                assertThat(rejected.reason()).isEqualTo(CommitResult.Reason.CONFLICT);
                assertThat(rejected.detail())
                    .isEqualTo("table 'a': expected absent, actual version 1");
              });
      assertThat(count(group.snapshot(), "a")).isEqualTo(1);
    }
  }

  @Test
  void twoHandlesTakeTurns() {
    try (TableGroup one = TableGroup.open(root, AT_ONCE);
        TableGroup other = TableGroup.open(root, AT_ONCE)) {
      Transaction first = one.begin().append("a", numbers(2));
      Transaction second = other.begin().append("a", numbers(3));

      assertThat(first.commit()).isInstanceOf(CommitResult.Committed.class);
      assertThat(second.commit()).isInstanceOf(CommitResult.Committed.class);
      assertThat(count(one.snapshot(), "a")).isEqualTo(3);
    }
  }

  @Test
  void anOpenFinishesWhatAWriterLeft() {
    OperationId left = dieAfter(Action.CommitTable, "a", "b");

    try (TableGroup group = TableGroup.open(root, AT_ONCE)) {
      assertThat(group.openReport().problems()).isEmpty();
      assertThat(group.openReport().finished())
          .singleElement()
          .satisfies(
              finished -> {
                assertThat(finished.operation()).isEqualTo(left);
                assertThat(finished.verdict()).isEqualTo(Verdict.ABORTED);
              });
      assertThat(count(group.snapshot(), "a")).isEqualTo(1);
      assertThat(group.inspect().sidecars()).isEmpty();
      assertThat(group.inspect().audits()).hasSize(1);
      assertThat(group.inspect().tables()).allMatch(GroupView.Table::isSettled);
    }
  }

  @Test
  void aDamagedSidecarBlocksOnlyTheTablesItMoved() throws IOException {
    OperationId left = dieAfter(Action.CommitTable, "a", "b");
    Path sidecar = root.resolve("__recovery").resolve(left + ".json");
    byte[] half = firstHalf(Files.readAllBytes(sidecar));
    Files.write(sidecar, half);

    try (TableGroup group = TableGroup.open(root, AT_ONCE)) {
      assertThat(group.openReport().problems())
          .singleElement()
          .isInstanceOfSatisfying(
              Unreadable.class,
              problem -> {
                assertThat(problem.reason()).isEqualTo(Unreadable.Reason.CORRUPT);
                assertThat(problem.location()).endsWith(left + ".json");
              });
      assertThat(group.begin().append("b", numbers(2)).commit())
          .isInstanceOf(CommitResult.Committed.class);
      assertThat(group.begin().append("a", numbers(2)).commit())
          .isInstanceOfSatisfying(
              CommitResult.Rejected.class,
              rejected -> {
                assertThat(rejected.reason()).isEqualTo(CommitResult.Reason.BLOCKED);
                assertThat(rejected.reason().isRetryable()).isFalse();
                assertThat(rejected.detail()).contains(left + ".json", "cannot be recovered");
              });
      assertThat(count(group.snapshot(), "a")).isEqualTo(1);
    }
    assertThat(Files.readAllBytes(sidecar)).isEqualTo(half);
  }

  @Test
  void aSidecarOfAnotherGroupIsNotActedOn() throws IOException {
    OperationId left = dieAfter(Action.ArmSidecar, "a");
    Path elsewhere = folder.resolve("elsewhere");
    TableGroup.openOrCreate(elsewhere).close();
    Path copy = elsewhere.resolve("__recovery").resolve(left + ".json");
    Files.createDirectories(copy.getParent());
    Files.copy(root.resolve("__recovery").resolve(left + ".json"), copy);

    try (TableGroup group = TableGroup.open(elsewhere, AT_ONCE)) {
      assertThat(group.openReport().finished()).isEmpty();
      assertThat(group.openReport().problems())
          .singleElement()
          .isInstanceOfSatisfying(
              Unreadable.class,
              problem -> assertThat(problem.reason()).isEqualTo(Unreadable.Reason.FOREIGN));
      assertThat(group.begin().create("a", numbers(1)).commit())
          .isInstanceOf(CommitResult.Committed.class);
    }
    assertThat(copy).exists();
  }

  @Test
  void aReadOnlyOpenWritesNothing() throws IOException {
    dieAfter(Action.CommitTable, "a", "b");
    List<Path> before = files();

    try (TableGroup group = TableGroup.open(root, OpenOptions.readOnly())) {
      assertThat(count(group.snapshot(), "a")).isEqualTo(1);
      assertThat(group.inspect().sidecars()).hasSize(1);
      assertThatThrownBy(group::begin).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(group::recover).isInstanceOf(IllegalStateException.class);
    }

    assertThat(files()).isEqualTo(before);
  }

  @Test
  void whatIsNoGroupIsRefused() throws IOException {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> TableGroup.open(missing))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("does not exist");
    Path plain = Files.createDirectory(folder.resolve("plain"));
    assertThatThrownBy(() -> TableGroup.open(plain))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("is not a table group");
    assertThatThrownBy(() -> TableGroup.open(URI.create("s3://bucket/group"), AT_ONCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("s3://bucket/group");
    assertThat(missing).doesNotExist();
    assertThat(plain).isEmptyDirectory();
  }

  @Test
  void misuseIsNamed() {
    try (TableGroup group = TableGroup.open(root)) {
      assertThatThrownBy(() -> group.begin().append("nowhere", numbers(1)))
          .isInstanceOf(NoSuchTableException.class)
          .hasMessageContaining("nowhere")
          .hasMessageContaining("empty");
      assertThatThrownBy(() -> group.begin().create("../x", NumberRows.SCHEMA))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> group.begin().commit()).isInstanceOf(IllegalStateException.class);
      Transaction twice = group.begin().append("a", numbers(2));
      twice.commit();
      assertThatThrownBy(twice::commit).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aGroupIsNotClosedUnderItsReaders() throws IOException {
    TableGroup group = TableGroup.open(root);
    Snapshot snapshot = group.snapshot();
    TableReader reader = snapshot.read("a");
    assertThatThrownBy(group::close).isInstanceOf(IllegalStateException.class);
    assertThat(reader.rowCount()).isEqualTo(1);
    ArrowReader scan = reader.scan();
    reader.close();
    reader.close();
    assertThatThrownBy(group::close).isInstanceOf(IllegalStateException.class);
    assertThat(scan.loadNextBatch()).isTrue();
    scan.close();
    assertThat(count(group.snapshot(), "a")).as("it stayed open").isEqualTo(1);

    group.close();

    assertThatThrownBy(() -> snapshot.read("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(root.toString());
  }

  @Test
  void rowsThatAreRefusedAreClosed() throws IOException {
    try (TableGroup group = TableGroup.open(root)) {
      Transaction operation = group.begin();
      assertThatThrownBy(() -> operation.append("nowhere", loaded(1)))
          .isInstanceOf(NoSuchTableException.class);
      assertThatThrownBy(() -> operation.create("../x", loaded(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(callers.getAllocatedMemory()).isZero();
  }

  @Test
  void anExternalCommitIsRefusedAdoptedOrDiscarded() {
    try (TableGroup group = TableGroup.open(root)) {
      deleteExternally(group, "a");
      deleteExternally(group, "b");

      assertThat(group.begin().append("a", numbers(2)).commit())
          .isInstanceOfSatisfying(
              CommitResult.Rejected.class,
              rejected -> {
                assertThat(rejected.reason()).isEqualTo(CommitResult.Reason.EXTERNAL_CHANGE);
                assertThat(rejected.table()).contains("a");
              });
      CommitResult result =
          group
              .begin()
              .append("a", numbers(2, 3))
              .adoptExternal("a")
              .append("b", numbers(2, 3))
              .discardExternal("b")
              .commit();

      assertThat(result).isInstanceOf(CommitResult.Committed.class);
      try (Snapshot snapshot = group.snapshot()) {
        assertThat(count(snapshot, "a")).as("without the row that was deleted").isEqualTo(2);
        assertThat(count(snapshot, "b")).as("with it").isEqualTo(3);
      }
    }
  }

  /** Deletes every row, past the group. */
  private void deleteExternally(TableGroup group, String table) {
    String folderOf = group.inspect().pins().get(table).dataset();
    try (Dataset head =
        Dataset.open().allocator(callers).uri(root.resolve(folderOf).toString()).build()) {
      head.delete("n >= 0");
    }
  }

  @Test
  @SuppressWarnings("try") // That it is closed early is what the test is about.
  void aSnapshotHandsOutThePlainDatasetOfAPin() {
    try (TableGroup group = TableGroup.open(root);
        Snapshot before = group.snapshot()) {
      group.begin().append("a", numbers(2)).commit();
      try (Snapshot after = group.snapshot();
          Dataset old = before.dataset("a");
          Dataset current = after.dataset("a")) {
        assertThat(old.version()).isEqualTo(before.pin("a").orElseThrow());
        assertThat(old.countRows()).isEqualTo(1);
        assertThat(current.version()).isEqualTo(after.pin("a").orElseThrow());
        assertThat(current.countRows("n = 2")).isEqualTo(1);
      }
      assertThatThrownBy(() -> before.dataset("nowhere")).isInstanceOf(NoSuchTableException.class);
      before.close();
      assertThatThrownBy(() -> before.dataset("a")).hasMessageContaining("is closed");
    }
  }

  @Test
  void tablesAreReadAndWrittenWithTheMemoryOfTheOptions() throws IOException {
    try (BufferAllocator own = callers.newChildAllocator("group", 0, Long.MAX_VALUE)) {
      try (TableGroup group = TableGroup.open(root, OpenOptions.builder().allocator(own).build());
          Snapshot snapshot = group.snapshot();
          TableReader reader = snapshot.read("a");
          ArrowReader rows = reader.scan()) {
        assertThat(rows.loadNextBatch()).isTrue();
        assertThat(own.getAllocatedMemory()).isPositive();
      }
      assertThat(own.getAllocatedMemory()).as("it is left to the caller, and is free").isZero();
    }
  }

  @Test
  void aSchemaThatDoesNotFitNamesTheTable() {
    try (TableGroup group = TableGroup.open(root)) {
      Transaction transaction = group.begin();

      assertThatThrownBy(() -> transaction.append("a", otherColumn()))
          .isInstanceOfSatisfying(
              SchemaMismatchException.class,
              mismatch -> {
                assertThat(mismatch.table()).isEqualTo("a");
                assertThat(mismatch).hasMessageStartingWith("data for table a does not fit");
              });
    }
  }

  private ArrowReader otherColumn() {
    return TestRows.none(
        callers, new Schema(List.of(Field.nullable("other", new ArrowType.Utf8()))));
  }

  static Stream<Throwable> thrownByListeners() {
    return Stream.of(
        new IllegalStateException("by a listener"), new AssertionError("by a listener"));
  }

  /** At every step: of a commit, of an open that recovers, and of a recovery. */
  @ParameterizedTest
  @MethodSource("thrownByListeners")
  void aListenerThatThrowsChangesNoOutcome(Throwable failure) {
    List<Action> heard = new ArrayList<>();
    OpenOptions listened =
        AT_ONCE.toBuilder()
            .listener(
                event -> {
                  heard.add(event.action());
                  throw sneaky(failure);
                })
            .build();
    OperationId left = dieAfter(Action.CommitTable, "a", "b");

    try (TableGroup group = TableGroup.open(root, listened)) {
      assertThat(group.openReport().problems()).isEmpty();
      assertThat(group.openReport().finished()).extracting("operation").containsExactly(left);
      assertThat(heard).contains(Action.SweepRollBack, Action.SweepDeleteSidecar);

      assertThat(group.begin().append("a", numbers(2)).commit())
          .isInstanceOf(CommitResult.Committed.class);
      assertThat(heard).contains(Action.Publish, Action.DeleteSidecar);
      assertThat(group.begin().create("a", numbers(2)).commit())
          .isInstanceOf(CommitResult.Rejected.class);

      OperationId complete = dieAfter(Action.CommitTable, "b");
      assertThat(group.recover().finished())
          .singleElement()
          .satisfies(
              finished -> {
                assertThat(finished.operation()).isEqualTo(complete);
                assertThat(finished.verdict()).isEqualTo(Verdict.COMMITTED);
              });
      assertThat(heard).contains(Action.SweepRollForward);
      assertThat(count(group.snapshot(), "a")).isEqualTo(2);
      assertThat(count(group.snapshot(), "b")).isEqualTo(2);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
    throw (T) failure;
  }

  /** A copy has the same group id. */
  @Test
  void aSnapshotOfACopyOfTheRootIsRefused() throws IOException {
    Path copy = folder.resolve("copy");
    for (Path source : files()) {
      Files.copy(source, copy.resolve(root.relativize(source)));
    }
    try (TableGroup group = TableGroup.open(root);
        TableGroup ofCopy = TableGroup.open(copy);
        TableGroup sameFolder = TableGroup.open(folder.resolve("copy/../group"));
        Snapshot snapshot = ofCopy.snapshot();
        Snapshot own = sameFolder.snapshot()) {
      assertThat(ofCopy.inspect().group()).isEqualTo(group.inspect().group());

      assertThatThrownBy(() -> group.begin(snapshot))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not of the group at " + root);
      assertThat(group.begin(own).append("a", numbers(2)).commit())
          .isInstanceOf(CommitResult.Committed.class);
    }
  }

  /** Rows that hold memory already. */
  private ArrowReader loaded(long value) throws IOException {
    ArrowReader rows = numbers(value);
    rows.loadNextBatch();
    return rows;
  }

  /** A writer that dies right after its first {@code last} step. */
  private OperationId dieAfter(Action last, String... tables) {
    try (TableGroup group = TableGroup.open(root, AT_ONCE);
        Activation halted = Failpoints.activate(Failpoint.valueOf("After" + last), Effect.halt())) {
      Transaction operation = group.begin();
      Stream.of(tables).forEach(table -> operation.append(table, numbers(7)));
      assertThatThrownBy(operation::commit).isInstanceOf(Halt.class);
      assertThat(halted.fired()).isEqualTo(1);
      return operation.id();
    }
  }

  private static byte[] firstHalf(byte[] whole) {
    return Arrays.copyOf(whole, whole.length / 2);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.sorted().toList();
    }
  }

  private static long count(Snapshot snapshot, String table) {
    try (TableReader reader = snapshot.read(table)) {
      return reader.rowCount();
    }
  }

  private ArrowReader numbers(long... values) {
    return NumberRows.of(callers, values);
  }
}
