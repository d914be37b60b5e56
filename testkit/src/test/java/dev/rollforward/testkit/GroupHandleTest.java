package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.Aside;
import dev.rollforward.CloseReport;
import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.RecoveryReport;
import dev.rollforward.Resolution;
import dev.rollforward.Snapshot;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.Verdict;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import dev.rollforward.failpoint.Rendezvous;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a handle behaves beside threads, other handles and the end of its process. */
class GroupHandleTest {
  private static final OpenOptions AT_ONCE =
      OpenOptions.builder()
          .recovery(RecoveryPolicy.FULL)
          .patience(Duration.ZERO)
          .retries(0)
          .build();

  private final InMemory root = new InMemory();
  private final TableGroup group = root.open(AT_ONCE);

  @BeforeEach
  void oneTable() {
    assertThat(InMemory.create(group.begin(), "a").commit())
        .isInstanceOf(CommitResult.Committed.class);
  }

  @Test
  void aHandleLeavesItsOwnCommitsAlone() {
    Transaction slow = InMemory.append(group.begin(), "a", "1");
    try (Rendezvous parked = Failpoints.rendezvous(Failpoint.BeforeCommitTable)) {
      Aside<CommitResult> commit = Aside.of(slow::commit);
      parked.awaitReached();

      RecoveryReport report = group.recover();

      parked.release();
      assertThat(report.finished()).isEmpty();
      assertThat(commit.result()).isInstanceOf(CommitResult.Committed.class);
    }
  }

  @Test
  void anotherHandleRollsThatCommitBack() {
    Transaction slow = InMemory.append(group.begin(), "a", "1");
    try (Rendezvous parked = Failpoints.rendezvous(Failpoint.BeforeCommitTable)) {
      Aside<CommitResult> commit = Aside.of(slow::commit);
      parked.awaitReached();

      RecoveryReport report = root.open(OpenOptions.readWrite()).recover();

      parked.release();
      assertThat(report.finished()).extracting("verdict").containsExactly(Verdict.ABORTED);
      assertThat(commit.result())
          .isInstanceOfSatisfying(
              CommitResult.Rejected.class,
              rejected -> assertThat(rejected.reason().isRetryable()).isTrue());
    }
  }

  @Test
  void openingRollsForwardOnlyUnlessToldOtherwise() {
    OperationId incomplete = leftAt(Failpoint.BeforeCommitTable);

    RecoveryReport byDefault = root.open(OpenOptions.readWrite()).openReport();
    RecoveryReport none =
        root.open(OpenOptions.builder().recovery(RecoveryPolicy.NONE).build()).openReport();
    RecoveryReport full = root.open(AT_ONCE).openReport();

    assertThat(byDefault.finished()).isEmpty();
    assertThat(byDefault.pending()).extracting("operation").containsExactly(incomplete);
    assertThat(none.pending()).isEmpty();
    assertThat(full.finished()).extracting("operation").containsExactly(incomplete);
    assertThat(full.pending()).isEmpty();
  }

  @Test
  void openingMakesVisibleWhatIsComplete() {
    OperationId complete = leftAt(Failpoint.BeforePublish);

    RecoveryReport report = root.open(OpenOptions.readWrite()).openReport();

    assertThat(report.finished())
        .singleElement()
        .satisfies(
            finished -> {
              assertThat(finished.operation()).isEqualTo(complete);
              assertThat(finished.verdict()).isEqualTo(Verdict.COMMITTED);
            });
  }

  static Duration[] endless() {
    return new Duration[] {
      Duration.ofNanos(Long.MAX_VALUE), Duration.ofDays(200_000), ChronoUnit.FOREVER.getDuration()
    };
  }

  /** It used to overflow into none. */
  @ParameterizedTest
  @MethodSource("endless")
  void anEndlessPatienceIsWaitedFor(Duration patience) {
    leftAt(Failpoint.BeforeCommitTable);
    TableGroup patient =
        root.open(OpenOptions.builder().recovery(RecoveryPolicy.NONE).patience(patience).build());
    Aside<RecoveryReport> waiting = Aside.of(patient::recover);

    waiting.awaitWaiting();
    waiting.interrupt();

    assertThatThrownBy(waiting::result).hasMessageContaining("interrupted before it began");
    assertThat(root.open(OpenOptions.readOnly()).inspect().sidecars()).hasSize(1);
  }

  /** However impatient the handle is that meets it. */
  @Test
  void theGraceThatAnOwnerAsksForIsWaitedFor() {
    OperationId left = leftBy(Duration.ofDays(200_000));
    TableGroup impatient =
        root.open(AT_ONCE.toBuilder().recovery(RecoveryPolicy.ROLL_FORWARD).build());
    Aside<RecoveryReport> waiting = Aside.of(impatient::recover);

    waiting.awaitWaiting();
    waiting.interrupt();

    assertThatThrownBy(waiting::result).hasMessageContaining("interrupted before it began");
    assertThat(impatient.inspect().sidecars()).hasSize(1);
    assertThat(impatient.resolve(left)).as("asked by name").isEqualTo(Resolution.ABORTED);
  }

  /** A pause would end by the interrupt. */
  @Test
  void graceIsCountedFromWhenAHandleFirstMetIt() {
    Duration grace = Duration.ofMillis(50);
    OperationId left = leftBy(grace);
    TableGroup impatient =
        root.open(AT_ONCE.toBuilder().recovery(RecoveryPolicy.ROLL_FORWARD).build());
    long end = System.nanoTime() + grace.toNanos();
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    Thread.currentThread().interrupt();

    RecoveryReport report = impatient.recover();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(report.finished()).extracting("operation").containsExactly(left);
  }

  @Test
  void whatIsCompleteNeedsNoGrace() {
    OperationId complete;
    try (Activation halted = Failpoints.activate(Failpoint.BeforePublish, Effect.halt())) {
      complete = halting(Duration.ofDays(1));
      assertThat(halted.fired()).isEqualTo(1);
    }

    assertThat(group.recover().finished()).extracting("operation").containsExactly(complete);
  }

  private OperationId leftBy(Duration grace) {
    try (Activation halted = Failpoints.activate(Failpoint.BeforeCommitTable, Effect.halt())) {
      OperationId left = halting(grace);
      assertThat(halted.fired()).isEqualTo(1);
      return left;
    }
  }

  private OperationId halting(Duration grace) {
    TableGroup owner = root.open(AT_ONCE.toBuilder().grace(grace).build());
    Transaction left = InMemory.append(owner.begin(), "a", "1");
    assertThatThrownBy(left::commit).isInstanceOf(Halt.class);
    return left.id();
  }

  @Test
  void anInterruptedThreadBeginsNoCommit() {
    Transaction transaction = InMemory.append(group.begin(), "a", "1");
    Thread.currentThread().interrupt();

    CommitResult result = transaction.commit();

    assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
    assertThat(result)
        .isInstanceOfSatisfying(
            CommitResult.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(CommitResult.Reason.INTERRUPTED);
              assertThat(rejected.detail()).contains("its turn among the commits of this handle");
            });
    assertThat(root.rows(group.snapshot(), "a")).isEmpty();
    assertThat(group.inspect().sidecars()).isEmpty();
  }

  @Test
  void anInterruptAfterArmingChangesNothing() {
    Transaction transaction = InMemory.append(group.begin(), "a", "1");
    CommitResult result;
    try (Activation interrupted =
        Failpoints.activate(
            Failpoint.AfterArmSidecar, Effect.callback(Thread.currentThread()::interrupt))) {
      result = transaction.commit();
      assertThat(interrupted.fired()).isEqualTo(1);
    }

    assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
    assertThat(result).isInstanceOf(CommitResult.Committed.class);
  }

  @Test
  void aBoundedCloseSaysWhatItLeavesBehind() {
    Transaction slow = InMemory.append(group.begin(), "a", "1");
    try (Rendezvous parked = Failpoints.rendezvous(Failpoint.BeforePublish)) {
      Aside<CommitResult> commit = Aside.of(slow::commit);
      parked.awaitReached();

      CloseReport report = group.close(Duration.ZERO);

      assertThat(report.isClosed()).isFalse();
      assertThat(report.commits()).containsExactly(slow.id());
      assertThat(report.calls()).isEqualTo(1);
      assertThat(report.toString()).contains("the group at memory", slow.id().value());
      assertThatThrownBy(group::snapshot).hasMessageContaining("is being closed");
      parked.release();
      assertThat(commit.result()).isInstanceOf(CommitResult.Committed.class);
    }
    assertThat(group.close(Duration.ofMinutes(1)).isClosed()).isTrue();
    assertThat(group.close(Duration.ZERO).isClosed()).as("closed before").isTrue();
  }

  @Test
  void aSnapshotOfAnotherGroupIsRefused() {
    TableGroup another = new InMemory().openAt("elsewhere");

    assertThatThrownBy(() -> group.begin(another.snapshot()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not of the group at memory");
  }

  @Test
  void openSnapshotsAreKnownUntilTheyAreClosed() {
    Snapshot first = group.snapshot();
    Snapshot same = first.refresh();
    assertThat(InMemory.openSnapshots(group)).containsExactly(first.version());
    InMemory.append(group.begin(), "a", "1").commit();
    Snapshot second = first.refresh();

    assertThat(InMemory.openSnapshots(group)).containsExactly(first.version(), second.version());
    same.close();
    same.close();
    assertThat(InMemory.openSnapshots(group)).containsExactly(second.version());
    assertThatThrownBy(first::refresh)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
    assertThatThrownBy(() -> group.begin(first)).hasMessageContaining("is closed");
    assertThat(first.tables()).as("what it holds itself").containsExactly("a");
  }

  @Test
  void resolvingSettlesWhatIsIncompleteAndWhatIsComplete() {
    OperationId incomplete = leftAt(Failpoint.BeforeCommitTable);

    assertThat(group.resolve(incomplete)).isEqualTo(Resolution.ABORTED);
    assertThat(root.rows(group.snapshot(), "a")).isEmpty();

    OperationId complete = leftAt(Failpoint.BeforePublish);
    assertThat(group.resolve(complete)).isEqualTo(Resolution.COMMITTED);
    assertThat(root.rows(group.snapshot(), "a")).containsExactly("1");
    assertThat(group.resolve(complete)).as("for good").isEqualTo(Resolution.COMMITTED);
    assertThat(group.resolve(incomplete)).as("for good").isEqualTo(Resolution.ABORTED);
    assertThat(group.inspect().sidecars()).isEmpty();
  }

  /** What nothing records is never said to be committed or aborted. */
  @Test
  void resolvingWhatIsNotRecordedSaysSo() {
    Transaction neverCommitted = InMemory.append(group.begin(), "a", "1");
    Transaction acknowledged = InMemory.append(group.begin(), "a", "2");
    assertThat(acknowledged.commit()).isInstanceOf(CommitResult.Committed.class);
    assertThat(group.resolve(acknowledged.id())).isEqualTo(Resolution.COMMITTED);
    InMemory.append(group.begin(), "a", "3").commit();

    assertThat(group.resolve(neverCommitted.id())).isEqualTo(Resolution.UNRECORDED);
    assertThat(group.resolve(acknowledged.id()))
        .as("one commit later nobody needs its decision any more")
        .isEqualTo(Resolution.UNRECORDED);
  }

  @Test
  void whatThisHandleIsCommittingIsNotResolved() {
    Transaction slow = InMemory.append(group.begin(), "a", "1");
    try (Rendezvous parked = Failpoints.rendezvous(Failpoint.BeforeCommitTable)) {
      Aside<CommitResult> commit = Aside.of(slow::commit);
      parked.awaitReached();

      assertThatThrownBy(() -> group.resolve(slow.id()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("right now");

      parked.release();
      assertThat(commit.result()).isInstanceOf(CommitResult.Committed.class);
    }
  }

  /** Whose owner has halted. */
  private OperationId leftAt(Failpoint where) {
    Transaction left = InMemory.append(group.begin(), "a", "1");
    try (Activation halted = Failpoints.activate(where, Effect.halt())) {
      assertThatThrownBy(left::commit).isInstanceOf(Halt.class);
      assertThat(halted.fired()).isEqualTo(1);
    }
    return left.id();
  }
}
