package dev.rollforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.CommitResult.Committed;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clean-up of a group of real Lance tables, and who is under way meanwhile. */
class CleanUpTest {
  private static final Logger LOG = LoggerFactory.getLogger(CleanUpTest.class);
  private static final Retention NEWEST =
      Retention.ofAWeek().acceptingFailingReaders().age(Duration.ZERO);
  private static final OpenOptions AT_ONCE =
      OpenOptions.builder().recovery(RecoveryPolicy.FULL).patience(Duration.ZERO).build();

  /** By default short; -Drollforward.cleanup.commits=4000 for the figures. */
  private static final int COMMITS = Integer.getInteger("rollforward.cleanup.commits", 12);

  @TempDir private Path root;
  private final BufferAllocator callers = new RootAllocator();
  private TableGroup group;

  @BeforeEach
  void fourTables() {
    group = TableGroup.openOrCreate(root, AT_ONCE);
    Transaction create = group.begin();
    List.of("a", "b", "c", "d").forEach(name -> create.create(name, numbers(0)));
    commit(create);
  }

  @AfterEach
  void close() {
    group.close();
    callers.close();
  }

  @Test
  void whatNothingKeepsGoesAndTheRestIsReadAndWrittenAsBefore() throws IOException {
    append(COMMITS);
    long before = bytes();
    long files = files();

    long start = System.nanoTime();
    assertThat(group.maintenance().verify(false).findings()).isEmpty();
    long verified = System.nanoTime();
    CleanUpPlan planned = group.maintenance().plan(NEWEST);
    assertThat(bytes()).as("a plan writes nothing").isEqualTo(before);
    long cleaning = System.nanoTime();
    CleanUpPlan done = group.maintenance().cleanUp(NEWEST);

    LOG.info(
        "verify {} ms, clean-up {} ms",
        Duration.ofNanos(verified - start).toMillis(),
        Duration.ofNanos(System.nanoTime() - cleaning).toMillis());
    LOG.info(
        "{} commits over 4 tables: {} bytes in {} files, then {} in {}",
        COMMITS,
        before,
        files,
        bytes(),
        files());
    assertThat(done.items()).isEqualTo(planned.items());
    assertThat(done.newest()).as("it is announced in a manifest").isEqualTo(planned.newest() + 1);
    assertThat(before - bytes()).isBetween(done.bytes() - 3_000, done.bytes());
    assertThat(files()).isLessThan(files / 2);
    assertThat(count("a")).isEqualTo(1 + COMMITS);
    append(1);
    assertThat(count("d")).isEqualTo(2 + COMMITS);
    try (TableGroup another = TableGroup.open(root, AT_ONCE)) {
      assertThat(another.inspect().problems()).isEmpty();
    }
  }

  @Test
  void onAnIdleGroupNothingIsLeftToDo() throws IOException {
    append(3);
    group.maintenance().cleanUp(NEWEST);
    long files = files();

    assertThat(group.maintenance().plan(NEWEST).items()).isEmpty();
    assertThat(group.maintenance().cleanUp(NEWEST).items()).isEmpty();

    assertThat(files()).as("not even a record").isEqualTo(files);
  }

  @Test
  void soManyCommitsStayAndWhatWasVisibleLately() {
    append(5);
    long newest = group.inspect().manifestVersion();

    assertThat(group.maintenance().plan(NEWEST.commits(3)).least()).isEqualTo(newest - 2);
    assertThat(group.maintenance().plan(Retention.ofAWeek()).items()).isEmpty();
  }

  @Test
  void belowTheSafeAgeItIsRefusedUnlessItIsAccepted() {
    assertThatThrownBy(() -> Retention.ofAWeek().age(Duration.ofMinutes(59)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other processes may still read snapshots");
    Retention.ofAWeek().acceptingFailingReaders().age(Duration.ofMinutes(59));
  }

  @Test
  void aSnapshotOfThisHandleStaysReadable() {
    try (Snapshot old = group.snapshot()) {
      append(4);

      group.maintenance().cleanUp(NEWEST);

      assertThat(count(old, "a")).isEqualTo(1);
    }
    group.maintenance().cleanUp(NEWEST);
    assertThat(group.maintenance().plan(NEWEST).items()).isEmpty();
  }

  @Test
  void aTableThatWasDroppedGoesWhenNothingThatIsKeptShowsIt() throws IOException {
    String dataset = group.inspect().pins().get("b").dataset();
    commit(group.begin().drop("b"));
    group.maintenance().cleanUp(NEWEST.commits(2));
    assertThat(root.resolve(dataset)).as("a manifest that is kept shows it").exists();
    append("a");

    group.maintenance().cleanUp(NEWEST);

    assertThat(root.resolve(dataset)).doesNotExist();
    commit(group.begin().create("b", numbers(5)));
    assertThat(count("b")).isEqualTo(1);
  }

  /** Another handle has looked last before all of it. */
  @Test
  void aHandleThatSleptAcrossACleanUpSeesTheNewest() {
    try (TableGroup slept = TableGroup.open(root, AT_ONCE)) {
      append(5);
      group.maintenance().cleanUp(NEWEST);

      try (Snapshot now = slept.snapshot()) {
        assertThat(count(now, "a")).isEqualTo(6);
      }
      commit(slept.begin().append("a", numbers(7)));
      assertThat(count("a")).isEqualTo(7);
    }
  }

  /** Above its pin it finds nothing, as if its pin were HEAD. */
  @Test
  void whoKnowsAPinThatIsGoneDoesNotTakeItForHead() {
    try (TableGroup slow = TableGroup.open(root, AT_ONCE.toBuilder().retries(0).build());
        TableGroup other = TableGroup.open(root, AT_ONCE)) {
      commit(slow.begin().append("a", numbers(1)));
      Transaction transaction = slow.begin().append("a", numbers(2));
      for (int i = 0; i < 3; i++) {
        commit(other.begin().append("a", numbers(3)));
      }
      other.maintenance().cleanUp(NEWEST);

      commit(transaction);

      assertThat(count("a")).isEqualTo(6);
      assertThat(group.inspect().problems()).isEmpty();
    }
  }

  /** Wherever its owner stalls, a clean-up beside it takes nothing from it. */
  @Test
  void aTransactionThatStallsAcrossACleanUpEndsWithTheTruth() {
    for (Failpoint stall :
        List.of(
            Failpoint.BeforePrepareTable,
            Failpoint.BeforeArmSidecar,
            Failpoint.BeforeCommitTable,
            Failpoint.AfterCommitTable,
            Failpoint.BeforePublish,
            Failpoint.AfterPublish,
            Failpoint.BeforeDeleteSidecar)) {
      long before = count("a");
      boolean[] stalled = {false};
      try (TableGroup other = TableGroup.open(root, AT_ONCE);
          Activation fires =
              Failpoints.activate(
                  stall,
                  Effect.callback(
                      () -> {
                        if (!stalled[0]) {
                          stalled[0] = true;
                          commit(other.begin().append("c", numbers(1)));
                          commit(other.begin().append("c", numbers(2)));
                          other.maintenance().cleanUp(NEWEST);
                        }
                      }))) {
        CommitResult result =
            group.begin().append("a", numbers(1)).append("b", numbers(1)).commit();

        assertThat(fires.fired()).as(stall.name()).isPositive();
        assertThat(result).as(stall.name()).isInstanceOf(Committed.class);
        assertThat(count("a")).as(stall.name()).isEqualTo(before + 1);
        assertThat(count("b")).as(stall.name()).isEqualTo(before + 1);
      }
      assertThat(group.inspect().problems()).as(stall.name()).isEmpty();
    }
  }

  /** R2 of the review: recovery must do without the version that it was prepared against. */
  @Test
  void whatDiedBeforeAndIsCleanedOverIsRolledBackAllTheSame() {
    OperationId dead =
        dieAfterTheFirstTable(group.begin().append("a", numbers(1)).append("b", numbers(1)));
    try (TableGroup other = TableGroup.open(root, AT_ONCE)) {
      for (int i = 0; i < 4; i++) {
        commit(other.begin().append("a", numbers(i)).append("b", numbers(i)));
      }
      other.maintenance().cleanUp(NEWEST);

      assertThat(other.resolve(dead)).isEqualTo(Resolution.ABORTED);
      assertThat(other.inspect().sidecars()).isEmpty();
      assertThat(count("a")).isEqualTo(5);
    }
  }

  /** It leaves its sidecar behind, as a process does that dies. */
  static OperationId dieAfterTheFirstTable(Transaction transaction) {
    OperationId id = transaction.id();
    try (Activation dies =
        Failpoints.activate(
            Failpoint.AfterCommitTable,
            Effect.callback(
                () -> {
                  throw new AssertionError("the process dies here");
                }))) {
      assertThatThrownBy(transaction::commit).isInstanceOf(AssertionError.class);
      assertThat(dies.fired()).isPositive();
    }
    return id;
  }

  private void append(int times) {
    for (int i = 1; i <= times; i++) {
      append("a", "b", "c", "d");
    }
  }

  private void append(String... tables) {
    Transaction transaction = group.begin();
    Stream.of(tables).forEach(table -> transaction.append(table, numbers(1)));
    commit(transaction);
  }

  private static void commit(Transaction transaction) {
    assertThat(transaction.commit()).isInstanceOf(Committed.class);
  }

  private ArrowReader numbers(long... numbers) {
    return NumberRows.of(callers, numbers);
  }

  private long count(String table) {
    try (Snapshot now = group.snapshot()) {
      return count(now, table);
    }
  }

  private static long count(Snapshot snapshot, String table) {
    try (TableReader reader = snapshot.read(table)) {
      return CleanUpCrashTest.read(reader);
    }
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private long bytes() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
