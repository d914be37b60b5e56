package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.Action;
import dev.rollforward.Aside;
import dev.rollforward.CommitResult;
import dev.rollforward.GroupView;
import dev.rollforward.OpenOptions;
import dev.rollforward.Resolution;
import dev.rollforward.Snapshot;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import dev.rollforward.failpoint.Rendezvous;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The public API over stores in memory: the same protocol, without Lance. */
class InMemoryGroupTest extends GroupInMemory {
  InMemoryGroupTest() {
    super(AT_ONCE);
  }

  @Test
  void anOpenSweeps() {
    Transaction left = append(group.begin(), "1");
    try (Activation halted = Failpoints.activate(Failpoint.BeforePublish, Effect.halt())) {
      assertThatThrownBy(left::commit).isInstanceOf(Halt.class);
      assertThat(halted.fired()).isEqualTo(1);
    }

    TableGroup next = root.open(AT_ONCE);

    assertThat(next.openReport().finished())
        .singleElement()
        .satisfies(finished -> assertThat(finished.operation()).isEqualTo(left.id()));
    assertThat(next.resolve(left.id())).isEqualTo(Resolution.COMMITTED);
    assertThat(rows(group.snapshot())).containsExactly("1", "1");
  }

  @Test
  void refreshIsTheSameUntilSomethingChanges() {
    Snapshot seen = group.snapshot();
    assertThat(seen.refresh()).isSameAs(seen);
    TableGroup other = root.open(AT_ONCE);

    append(other.begin(), "1").commit();

    Snapshot fresh = seen.refresh();
    assertThat(fresh.version()).isGreaterThan(seen.version());
    assertThat(rows(fresh)).containsExactly("1", "1");
    assertThat(rows(seen)).isEmpty();
    assertThat(fresh.refresh()).isSameAs(fresh);
  }

  @Test
  void anOperationOnARefreshedSnapshotIsCommitted() {
    Snapshot seen = group.snapshot();
    append(group.begin(), "1").commit();

    assertThat(append(group.begin(seen), "2").commit())
        .isInstanceOfSatisfying(
            CommitResult.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(CommitResult.Reason.CONFLICT));
    assertThat(append(group.begin(seen.refresh()), "3").commit())
        .isInstanceOf(CommitResult.Committed.class);
  }

  @Test
  void onceClosedEveryCallIsRefusedByName() {
    Snapshot snapshot = group.snapshot();
    Transaction staged = append(group.begin(), "1");
    Transaction empty = group.begin();
    group.close();
    group.close();

    Stream.<Supplier<?>>of(
            group::snapshot,
            group::begin,
            () -> group.begin(snapshot),
            group::recover,
            group::inspect,
            () -> group.resolve(staged.id()),
            staged::commit,
            () -> append(empty, "2"),
            snapshot::refresh,
            () -> root.rows(snapshot, "a"))
        .forEach(call -> isRefused(call::get));
    assertThat(snapshot.tables()).as("what it holds itself").containsExactly("a", "b");
    assertThat(root.open(AT_ONCE).inspect().sidecars())
        .as("a refused commit leaves none")
        .isEmpty();
  }

  @Test
  void closingWaitsForACommit() {
    Transaction slow = append(group.begin(), "1");
    try (Rendezvous parked = Failpoints.rendezvous(Failpoint.BeforePublish)) {
      Aside<CommitResult> commit = Aside.of(slow::commit);
      parked.awaitReached();
      Aside<List<GroupView.Pending>> closed =
          Aside.of(
              () -> {
                group.close();
                return root.open(OpenOptions.readOnly()).inspect().sidecars();
              });
      closed.awaitWaiting();
      isRefused(group::snapshot);
      parked.release();

      assertThat(commit.result()).isInstanceOf(CommitResult.Committed.class);
      assertThat(closed.result()).isEmpty();
    }
  }

  @Test
  void aListenerMayLookButNeitherCommitNorClose() {
    TableGroup[] self = new TableGroup[1];
    TableGroup listened =
        root.open(
            AT_ONCE.toBuilder()
                .listener(
                    event -> {
                      if (event.action() == Action.ReadManifest) {
                        self[0].snapshot().refresh();
                        refusesFromWithin(self[0]::close);
                        refusesFromWithin(() -> append(self[0].begin(), "2").commit());
                      }
                    })
                .build());
    self[0] = listened;

    assertThat(append(listened.begin(), "1").commit()).isInstanceOf(CommitResult.Committed.class);
    assertThat(rows(group.snapshot())).containsExactly("1", "1");
  }

  private static void refusesFromWithin(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalStateException.class)
        .message()
        .containsAnyOf("from inside", "from within");
  }

  private void isRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the group at memory");
  }

  private static Transaction append(Transaction operation, String row) {
    return InMemory.append(InMemory.append(operation, "a", row), "b", row);
  }

  private List<String> rows(Snapshot snapshot) {
    return Stream.of("a", "b").flatMap(name -> root.rows(snapshot, name).stream()).toList();
  }
}
