package dev.rollforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollforward.CommitResult.Committed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a group of real Lance tables says of its past, and how it goes back there. */
class HistoryTest {
  @TempDir private Path root;
  private final BufferAllocator callers = new RootAllocator();
  private TableGroup group;
  private long created;

  /** Two tables with a row each; then a gets another, and b is dropped. */
  @BeforeEach
  void threeCommits() {
    group = TableGroup.openOrCreate(root);
    commit(group.begin().create("a", numbers(1)).create("b", numbers(1)).actor("setup"));
    created = group.inspect().manifestVersion();
    commit(group.begin().append("a", numbers(2)).message("one more"));
    commit(group.begin().drop("b"));
  }

  @AfterEach
  void close() {
    group.close();
    callers.close();
  }

  @Test
  void eachRevisionSaysWhoDidWhatToWhichTable() {
    List<Revision> revisions = group.history(10);

    assertThat(revisions).extracting(Revision::version).containsExactly(4L, 3L, 2L, 1L);
    assertThat(revisions.get(1).message()).contains("one more");
    assertThat(revisions.get(1).tables())
        .containsOnlyKeys("a")
        .containsEntry("a", change("APPEND", 1, 2));
    assertThat(revisions.get(0).tables())
        .containsEntry("b", new Revision.Change("DROP", OptionalLong.of(1), OptionalLong.empty()));
    assertThat(revisions.get(2).actor()).contains("setup");
    assertThat(revisions.get(2).tables()).containsOnlyKeys("a", "b");
    assertThat(group.history(1)).hasSize(1);
  }

  @Test
  void anOldVersionIsReadAsItWas() {
    try (Snapshot then = group.snapshot(At.version(created))) {
      assertThat(then.tables()).containsExactly("a", "b");
      assertThat(count(then, "a")).isEqualTo(1);
    }
    assertThatThrownBy(() -> group.snapshot(At.version(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the newest is 4");
  }

  @Test
  void aTimeIsTheNewestManifestThatIsNotYounger() {
    for (Revision revision : group.history(10)) {
      try (Snapshot then = group.snapshot(At.time(revision.time()))) {
        assertThat(group.history(10))
            .filteredOn(other -> !other.time().isAfter(revision.time()))
            .first()
            .extracting(Revision::version)
            .isEqualTo(then.version());
      }
    }
    assertThatThrownBy(() -> group.snapshot(At.time(Instant.EPOCH.minusSeconds(1))))
        .isInstanceOf(StoreException.Unreadable.class);
  }

  @Test
  void aDiffNamesTablesKindsAndRows() {
    assertThat(group.diff(At.version(created), At.version(4)))
        .extracting(
            TableDiff::name,
            TableDiff::kinds,
            TableDiff::from,
            TableDiff::to,
            TableDiff::rowsFrom,
            TableDiff::rowsTo)
        .containsExactly(
            tuple(
                "a",
                List.of("APPEND"),
                OptionalLong.of(1),
                OptionalLong.of(2),
                OptionalLong.of(1),
                OptionalLong.of(2)),
            tuple(
                "b",
                List.of("DROP"),
                OptionalLong.of(1),
                OptionalLong.empty(),
                OptionalLong.of(1),
                OptionalLong.empty()));
    assertThat(group.diff(At.version(4), At.version(4))).isEmpty();
    assertThatThrownBy(() -> group.diff(At.version(4), At.version(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsRestoredIsANewTransaction() {
    commit(group.restore(At.version(created), "a", "b"));

    try (Snapshot now = group.snapshot()) {
      assertThat(now.version()).isEqualTo(5);
      assertThat(now.tables()).containsExactly("a", "b");
      assertThat(count(now, "a")).isEqualTo(1);
      assertThat(count(now, "b")).isEqualTo(1);
    }
    assertThat(group.history(1).get(0).properties())
        .containsEntry("rollforward.restored", String.valueOf(created));
    commit(group.restore(At.version(4), "a", "b"));
    try (Snapshot now = group.snapshot()) {
      assertThat(now.tables()).containsExactly("a");
      assertThat(count(now, "a")).isEqualTo(2);
    }
  }

  @Test
  void aTableThatMovesMeanwhileIsNotRestoredOver() {
    Transaction restoring = group.restore(At.version(created), "a");
    commit(group.begin().append("a", numbers(3)));

    assertThat(restoring.commit()).isInstanceOf(CommitResult.Rejected.class);
  }

  @Test
  void whatWasCleanedUpIsSaidToBe() {
    group.maintenance().cleanUp(Retention.ofAWeek().acceptingFailingReaders().age(Duration.ZERO));

    assertThat(group.history(10)).extracting(Revision::version).containsExactly(5L, 4L);
    assertThatThrownBy(() -> group.snapshot(At.version(created)))
        .isInstanceOf(StoreException.Unreadable.class)
        .hasMessageContaining("was cleaned up: the oldest manifest that is kept is 4");
  }

  private static Revision.Change change(String kind, long from, long to) {
    return new Revision.Change(kind, OptionalLong.of(from), OptionalLong.of(to));
  }

  private static long count(Snapshot snapshot, String table) {
    try (TableReader reader = snapshot.read(table)) {
      return reader.rowCount();
    }
  }

  private static void commit(Transaction transaction) {
    assertThat(transaction.commit()).isInstanceOf(Committed.class);
  }

  private ArrowReader numbers(long... numbers) {
    return NumberRows.of(callers, numbers);
  }
}
