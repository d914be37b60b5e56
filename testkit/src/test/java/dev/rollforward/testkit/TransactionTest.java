package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.rollforward.Aside;
import dev.rollforward.CommitResult;
import dev.rollforward.CommitResult.Committed;
import dev.rollforward.CommitResult.Reason;
import dev.rollforward.CommitResult.Rejected;
import dev.rollforward.GroupView;
import dev.rollforward.OpenOptions;
import dev.rollforward.RecoveryPolicy;
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
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a transaction can say: what it has read, who makes it, what external commits mean to it. */
class TransactionTest extends GroupInMemory {
  private static final OpenOptions WITH_ACTOR =
      OpenOptions.builder()
          .recovery(RecoveryPolicy.FULL)
          .patience(Duration.ZERO)
          .actor("nightly load")
          .build();

  TransactionTest() {
    super(WITH_ACTOR);
  }

  @Test
  void anExternalCommitIsRefusedAndTheRemedyNamed() {
    root.appendExternally("a", "external");

    Rejected rejected = rejected(appending("a", "1").commit(), Reason.EXTERNAL_CHANGE);

    assertThat(rejected.table()).contains("a");
    assertThat(rejected.detail()).contains("version 2", "adoptExternal", "discardExternal");
    assertThat(rows("a")).isEmpty();
  }

  @Test
  void anAdoptedExternalCommitBecomesVisibleWithTheTransaction() {
    root.appendExternally("a", "external");
    Snapshot before = group.snapshot();

    assertThat(appending("a", "1").adoptExternal("a").commit()).isInstanceOf(Committed.class);

    assertThat(root.rows(before, "a")).isEmpty();
    assertThat(rows("a")).containsExactly("external", "1");
    assertThat(appending("a", "2").commit()).as("from then on").isInstanceOf(Committed.class);
  }

  @Test
  void aDiscardedExternalCommitIsUndone() {
    root.appendExternally("a", "external");

    assertThat(appending("a", "1").discardExternal("a").commit()).isInstanceOf(Committed.class);

    assertThat(rows("a")).containsExactly("1");
    assertThat(appending("a", "2").commit()).as("from then on").isInstanceOf(Committed.class);
    assertThat(rows("a")).containsExactly("1", "2");
  }

  @Test
  void ofAdoptingAndDiscardingTheLastCounts() {
    root.appendExternally("a", "external");

    assertThat(appending("a", "1").discardExternal("a").adoptExternal("a").commit())
        .isInstanceOf(Committed.class);
    assertThat(rows("a")).containsExactly("external", "1");
  }

  @Test
  void onlyTheTableThatIsNamedIsAdopted() {
    root.appendExternally("a", "external");
    root.appendExternally("b", "external");
    Transaction both = InMemory.append(appending("a", "1"), "b", "1").adoptExternal("a");

    assertThat(rejected(both.commit(), Reason.EXTERNAL_CHANGE).table()).contains("b");
    assertThat(rows("a")).isEmpty();
  }

  /** What an aborted operation left would be adopted too. */
  @Test
  void anExternalCommitOnAnAbortedOneCanOnlyBeDiscarded() {
    Transaction left = InMemory.append(appending("a", "aborted"), "b", "aborted");
    halted(Failpoint.AfterCommitTable, left::commit);
    root.appendExternally("a", "external");
    assertThat(group.resolve(left.id())).isEqualTo(Resolution.ABORTED);
    assertThat(group.recover().pending())
        .singleElement()
        .satisfies(
            waiting -> assertThat(waiting.reason()).contains("'a'", "[3]", "discardExternal"));

    CommitResult adopting = appending("a", "1").adoptExternal("a").commit();

    assertThat(rejected(adopting, Reason.EXTERNAL_CHANGE).detail())
        .contains("discardExternal")
        .doesNotContain("adoptExternal");
    assertThat(appending("a", "2").discardExternal("a").commit()).isInstanceOf(Committed.class);
    assertThat(rows("a")).containsExactly("2");
    assertThat(group.recover().pending()).isEmpty();
    assertThat(group.inspect().sidecars()).isEmpty();
  }

  /** B2: on a file system that folds case their folders would be one. */
  @Test
  void namesThatDifferInCaseOnlyAreNotChangedTogether() {
    Transaction transaction = InMemory.create(group.begin(), "knows", "1");

    assertThatThrownBy(() -> InMemory.create(transaction, "KNOWS", "2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'KNOWS' differs from it in case only");
    assertThat(transaction.commit()).isInstanceOf(CommitResult.Committed.class);
    assertThat(InMemory.create(group.begin(), "KNOWS", "2").commit())
        .isInstanceOf(CommitResult.Committed.class);
    try (Snapshot snapshot = group.snapshot()) {
      assertThat(root.rows(snapshot, "knows")).containsExactly("1");
      assertThat(root.rows(snapshot, "KNOWS")).containsExactly("2");
    }
  }

  @Test
  void onlyATableThatIsAppendedToIsAdoptedOrDiscarded() {
    Transaction transaction = InMemory.create(group.begin().drop("b"), "c");

    Stream.of("a", "b", "c", "nowhere")
        .flatMap(
            name ->
                Stream.<ThrowingCallable>of(
                    () -> transaction.adoptExternal(name), () -> transaction.discardExternal(name)))
        .forEach(
            call ->
                assertThatThrownBy(call)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Change it first"));
  }

  @Test
  void whatIsSaidOfATransactionIsInItsManifest() {
    Transaction said =
        appending("a", "1")
            .actor("Ada")
            .message("first rows")
            .property("ticket", "1")
            .property("ticket", "2");
    assertThat(said.commit()).isInstanceOf(Committed.class);

    GroupView view = group.inspect();
    assertThat(view.actor()).contains("Ada");
    assertThat(view.message()).contains("first rows");
    assertThat(view.properties()).containsExactly(entry("ticket", "2"));

    appending("a", "2").commit();
    assertThat(group.inspect().actor()).as("by the options").contains("nightly load");
    assertThat(group.inspect().message()).isEmpty();
  }

  @Test
  void whoeverRollsForwardNamesTheOwner() {
    Transaction left = appending("a", "1").actor("Ada").message("first rows");
    halted(Failpoint.BeforePublish, left::commit);

    TableGroup other = root.open(WITH_ACTOR.toBuilder().actor("somebody else").build());

    assertThat(other.resolve(left.id())).isEqualTo(Resolution.COMMITTED);
    assertThat(other.inspect().committedBy()).contains(left.id());
    assertThat(other.inspect().actor()).contains("Ada");
    assertThat(other.inspect().message()).contains("first rows");
  }

  /** Each reads the table that the other changes: allowed by snapshot isolation. */
  @Test
  void writeSkewIsPossibleWithoutDeclaredReads() {
    Snapshot seen = group.snapshot();
    Transaction one = InMemory.append(group.begin(seen), "a", "1");
    Transaction other = InMemory.append(group.begin(seen), "b", "1");

    assertThat(one.commit()).isInstanceOf(Committed.class);
    assertThat(other.commit()).isInstanceOf(Committed.class);
  }

  @Test
  void declaredReadsRuleWriteSkewOut() {
    Snapshot seen = group.snapshot();
    Transaction one = InMemory.append(group.begin(seen), "a", "1").reads("b");
    Transaction other = InMemory.append(group.begin(seen), "b", "1").reads("a");

    assertThat(one.commit()).isInstanceOf(Committed.class);

    Rejected rejected = rejected(other.commit(), Reason.CONFLICT);
    assertThat(rejected.table()).contains("a");
    assertThat(rejected.detail()).isEqualTo("table 'a': expected version 1, actual version 2");
    assertThat(rows("b")).isEmpty();
  }

  /** Both have written their sidecars before either is published. */
  @Test
  void declaredReadsAreDemandedWhenItIsPublished() {
    Transaction slow = appending("a", "1").reads("b");
    TableGroup other = root.open(WITH_ACTOR.toBuilder().recovery(RecoveryPolicy.NONE).build());
    try (Rendezvous parked = Failpoints.rendezvous(Failpoint.BeforePublish)) {
      Aside<CommitResult> commit = Aside.of(slow::commit);
      parked.awaitReached();
      assertThat(InMemory.append(other.begin(), "b", "1").commit()).isInstanceOf(Committed.class);
      parked.release();

      assertThat(rejected(commit.result(), Reason.CONFLICT).table()).contains("b");
    }
    assertThat(rows("a")).isEmpty();
  }

  @Test
  void recoveryDoesNotRollForwardOverAMovedRead() {
    Transaction left = appending("a", "1").reads("b");
    halted(Failpoint.BeforePublish, left::commit);
    assertThat(appending("b", "1").commit()).isInstanceOf(Committed.class);

    assertThat(group.resolve(left.id())).isEqualTo(Resolution.ABORTED);
    assertThat(rows("a")).isEmpty();
  }

  @Test
  void recoveryRollsForwardOverAReadThatHasNotMoved() {
    Transaction left = appending("a", "1").reads("b").reads("absent");
    halted(Failpoint.BeforePublish, left::commit);

    assertThat(group.resolve(left.id())).isEqualTo(Resolution.COMMITTED);
  }

  @Test
  void anAbsenceCanBeReadToo() {
    assertThat(appending("a", "1").reads("c").commit()).isInstanceOf(Committed.class);
    Transaction createdMeanwhile = appending("a", "2").reads("c");
    Transaction droppedMeanwhile = appending("a", "3").reads("c");
    Transaction dropping = group.begin().drop("b").reads("c");

    InMemory.create(group.begin(), "c").commit();
    assertThat(rejected(createdMeanwhile.commit(), Reason.CONFLICT).table()).contains("c");

    group.begin().drop("c").commit();
    assertThat(rejected(droppedMeanwhile.commit(), Reason.CONFLICT).table()).contains("c");
    assertThat(rejected(dropping.commit(), Reason.CONFLICT).table()).contains("c");
    assertThat(group.snapshot().tables()).containsExactly("a", "b");
  }

  @Test
  void aTableMayBeReadAndChanged() {
    assertThat(appending("a", "1").reads("a").commit()).isInstanceOf(Committed.class);
    Transaction late = appending("a", "2").reads("a");
    appending("a", "3").commit();

    assertThat(rejected(late.commit(), Reason.CONFLICT).detail())
        .isEqualTo("table 'a': expected version 2, actual version 3");
    assertThat(rows("a")).containsExactly("1", "3");
  }

  @Test
  void aReadOfNoTableNameIsRefused() {
    assertThatThrownBy(() -> group.begin().reads("../x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("../x");
  }

  private Transaction appending(String table, String row) {
    return InMemory.append(group.begin(), table, row);
  }

  private static Rejected rejected(CommitResult result, Reason reason) {
    assertThat(result)
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    return (Rejected) result;
  }

  private static void halted(Failpoint where, ThrowingCallable call) {
    try (Activation halted = Failpoints.activate(where, Effect.halt())) {
      assertThatThrownBy(call).isInstanceOf(Halt.class);
      assertThat(halted.fired()).isEqualTo(1);
    }
  }
}
