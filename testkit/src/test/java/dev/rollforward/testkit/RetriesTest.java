package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.Action;
import dev.rollforward.Aside;
import dev.rollforward.CommitResult;
import dev.rollforward.CommitResult.Committed;
import dev.rollforward.CommitResult.Reason;
import dev.rollforward.CommitResult.Rejected;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a transaction does by itself when it is rejected, and what its caller can do. */
class RetriesTest extends GroupInMemory {
  private static final Duration SHORT = Duration.ofMillis(2);

  private final TableGroup others = root.open(options.toBuilder().retries(0).build());

  RetriesTest() {
    super(AT_ONCE.toBuilder().retryPauses(SHORT, SHORT).build());
  }

  @Test
  void whatOthersRolledBackIsAttemptedAgainAsAnotherOperation() {
    Transaction append = InMemory.append(InMemory.append(group.begin(), "a", "1"), "b", "1");
    OperationId first = append.id();

    Committed result = (Committed) rolledBack(1, append);

    assertThat(result.operation()).isEqualTo(append.id()).isNotEqualTo(first);
    assertThat(rows("a")).containsExactly("1");
    assertThat(rows("b")).containsExactly("1");
    assertThat(group.resolve(first)).isEqualTo(Resolution.ABORTED);
    assertThat(group.resolve(append.id())).isEqualTo(Resolution.COMMITTED);
    assertThat(armed()).containsExactly(first, append.id());
  }

  @Test
  void itIsAttemptedFourTimesAgain() {
    Transaction append = InMemory.append(group.begin(), "a", "1");

    Rejected result = (Rejected) rolledBack(100, append);

    assertThat(result.reason()).isEqualTo(Reason.ROLLED_BACK);
    assertThat(armed()).hasSize(5);
    assertThat(rows("a")).isEmpty();
    armed().forEach(id -> assertThat(group.resolve(id)).isEqualTo(Resolution.ABORTED));
    assertThat(OpenOptions.readWrite().retries()).isEqualTo(4);
    assertThat(OpenOptions.readWrite().firstRetryPause()).isEqualTo(Duration.ofMillis(100));
    assertThat(OpenOptions.readWrite().longestRetryPause()).isEqualTo(Duration.ofMinutes(1));
  }

  /** The attempt before is aborted for good before the next one is armed. */
  @Test
  void anAttemptBeginsWhenTheOneBeforeIsOver() {
    rolledBack(1, InMemory.append(group.begin(), "a", "1"));

    Set<OperationId> armed = armed();
    OperationId first = armed.iterator().next();
    List<Action> ofFirst =
        events.stream()
            .takeWhile(e -> e.action() != Action.ArmSidecar || e.operation().equals(first))
            .filter(e -> e.operation().equals(first))
            .map(ProtocolEvent::action)
            .toList();
    assertThat(ofFirst).contains(Action.SweepRollBack, Action.SweepDeleteSidecar);
  }

  @Test
  void neverAgainOnASnapshotOrWithAnIdOfTheCallers() {
    try (Snapshot seen = group.snapshot()) {
      Transaction pinned = InMemory.append(group.begin(seen), "a", "1");
      assertThat(rolledBack(1, pinned)).isInstanceOf(Rejected.class);
    }
    Transaction named = InMemory.append(group.begin(new OperationId("mine")), "a", "1");
    assertThat(rolledBack(1, named)).isInstanceOf(Rejected.class);
    Transaction create = InMemory.create(group.begin(), "c", "1");
    assertThat(rolledBack(1, create)).isInstanceOf(Rejected.class);
    assertThat(rows("a")).isEmpty();
    assertThat(armed()).hasSize(3);
  }

  @Test
  void neverAgainWhenADeclaredReadHasMoved() {
    Transaction append = InMemory.append(group.begin(), "a", "1").reads("b");
    assertThat(InMemory.append(others.begin(), "b", "2").commit()).isInstanceOf(Committed.class);
    events.clear();

    Rejected result = (Rejected) append.commit();

    assertThat(result.table()).contains("b");
    assertThat(armed()).isEmpty();
    assertThat(events.stream().filter(e -> e.action() == Action.ReadManifest)).hasSize(1);
  }

  @Test
  void neverAgainWhenTheTableIsAnother() {
    Transaction append = InMemory.append(group.begin(), "a", "1");
    assertThat(others.begin().drop("a").commit()).isInstanceOf(Committed.class);
    assertThat(InMemory.create(others.begin(), "a").commit()).isInstanceOf(Committed.class);
    events.clear();

    assertThat(((Rejected) append.commit()).reason()).isEqualTo(Reason.CONFLICT);
    assertThat(events.stream().filter(e -> e.action() == Action.ReadManifest)).hasSize(1);
  }

  @Test
  void aDeadlineEndsTheAttempts() {
    TableGroup slow =
        root.open(
            options.toBuilder().retryPauses(Duration.ofHours(1), Duration.ofHours(2)).build());
    Transaction append = InMemory.append(slow.begin(), "a", "1");

    assertThat(rolledBack(1, () -> append.commitWithin(Duration.ofMinutes(1))))
        .isInstanceOfSatisfying(
            Rejected.class, r -> assertThat(r.reason()).isEqualTo(Reason.ROLLED_BACK));
    Transaction negative = InMemory.append(slow.begin(), "a", "1");
    assertThatThrownBy(() -> negative.commitWithin(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDeadlineThatPassesInTheQueueWritesNothing() throws Exception {
    try (Rendezvous parked = Failpoints.rendezvous(Failpoint.BeforePublish)) {
      Aside<CommitResult> first = Aside.of(InMemory.append(group.begin(), "a", "1")::commit);
      parked.awaitReached();
      events.clear();
      Transaction second = InMemory.append(group.begin(), "a", "2");

      Rejected late = (Rejected) second.commitWithin(SHORT);

      assertThat(late.reason()).isEqualTo(Reason.DEADLINE);
      assertThat(late.reason().isRetryable()).isTrue();
      assertThat(late.detail()).contains("its turn among the commits of this handle");
      assertThat(InMemory.append(group.begin(), "b", "1").commit())
          .as("no table in common")
          .isInstanceOf(Committed.class);
      parked.release();
      assertThat(first.result()).isInstanceOf(Committed.class);
    }
    assertThat(rows("a")).containsExactly("1");
    assertThat(rows("b")).containsExactly("1");
  }

  @Test
  void aDeadlineThatPassesWhileOthersAreWaitedForWritesNothing() {
    TableGroup patient = root.open(options.toBuilder().patience(Duration.ofHours(1)).build());
    halted(
        Failpoint.AfterCommitTable,
        InMemory.append(InMemory.append(others.begin(), "a", "1"), "b", "1"));
    Transaction append = InMemory.append(patient.begin(), "a", "2");

    Rejected late = (Rejected) append.commitWithin(Duration.ofMillis(20));

    assertThat(late.reason()).isEqualTo(Reason.DEADLINE);
    assertThat(late.detail()).contains("the owner of operation");
  }

  @Test
  void whatWasStagedIsTakenOverOnce() {
    Transaction rejected;
    try (Snapshot seen = group.snapshot()) {
      rejected = InMemory.append(group.begin(seen), "a", "1");
    }
    assertThat(rolledBack(1, rejected)).isInstanceOf(Rejected.class);

    Transaction next = InMemory.append(group.begin(), "b", "2").takeOver(rejected);
    assertThatThrownBy(() -> group.begin().takeOver(rejected))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was taken over before");
    assertThat(next.commit()).isInstanceOf(Committed.class);

    assertThat(rows("a")).containsExactly("1");
    assertThat(rows("b")).containsExactly("2");
    assertThatThrownBy(() -> group.begin().takeOver(next))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was not rejected for good");
  }

  @Test
  void whatCannotBeTakenOverStays() {
    Transaction waiting = InMemory.append(group.begin(), "a", "1");
    assertThatThrownBy(() -> group.begin().takeOver(waiting))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> others.begin().takeOver(waiting))
        .isInstanceOf(IllegalArgumentException.class);
    Transaction creation = InMemory.create(group.begin(), "c", "1");
    assertThat(rolledBack(1, creation)).isInstanceOf(Rejected.class);
    assertThatThrownBy(() -> group.begin().takeOver(creation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Stage it again");
    Transaction once = InMemory.append(group.begin(new OperationId("mine")), "a", "1");
    assertThat(rolledBack(1, once)).isInstanceOf(Rejected.class);
    Transaction busy = InMemory.append(group.begin(), "a", "2");
    assertThatThrownBy(() -> busy.takeOver(once)).isInstanceOf(IllegalArgumentException.class);
    assertThat(group.begin().takeOver(once).commit()).isInstanceOf(Committed.class);
    assertThat(rows("a")).containsExactly("1");
  }

  /** Commits, while others roll it back before it publishes, so many times. */
  private CommitResult rolledBack(int times, Transaction transaction) {
    return rolledBack(times, transaction::commit);
  }

  private CommitResult rolledBack(int times, Supplier<CommitResult> commit) {
    int[] left = {times};
    try (Activation fires =
        Failpoints.activate(
            Failpoint.BeforeCommitTable,
            Effect.callback(
                () -> {
                  if (left[0]-- > 0) {
                    others.recover();
                  }
                }))) {
      CommitResult result = commit.get();
      assertThat(fires.fired()).isPositive();
      return result;
    }
  }

  private static void halted(Failpoint where, Transaction transaction) {
    try (Activation halted = Failpoints.activate(where, Effect.halt())) {
      assertThatThrownBy(transaction::commit).isInstanceOf(Halt.class);
      assertThat(halted.fired()).isEqualTo(1);
    }
  }

  private Set<OperationId> armed() {
    Set<OperationId> armed = new LinkedHashSet<>();
    events.stream()
        .filter(event -> event.action() == Action.ArmSidecar)
        .forEach(event -> armed.add(event.operation()));
    return armed;
  }
}
