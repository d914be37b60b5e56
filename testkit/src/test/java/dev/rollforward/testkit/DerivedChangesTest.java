package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.Aside;
import dev.rollforward.CommitResult;
import dev.rollforward.CommitResult.Committed;
import dev.rollforward.CommitResult.Reason;
import dev.rollforward.CommitResult.Rejected;
import dev.rollforward.OpenOptions;
import dev.rollforward.RecoveryPolicy;
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
import org.junit.jupiter.api.Test;

/** What changes no content gives way to everything, and is in nobody's way. */
class DerivedChangesTest extends GroupInMemory {
  /** Nobody waits an hour for a derived change. */
  private static final OpenOptions PATIENT =
      OpenOptions.builder()
          .recovery(RecoveryPolicy.NONE)
          .patience(Duration.ofHours(1))
          .retries(0)
          .build();

  private final TableGroup other = root.open(PATIENT);

  DerivedChangesTest() {
    super(PATIENT, "1");
  }

  @Test
  void aSnapshotAndADeclaredReadOutliveIt() {
    try (Snapshot seen = group.snapshot()) {
      Transaction pinned = InMemory.append(group.begin(seen), "a", "2").reads("b");
      Transaction both = InMemory.compact(InMemory.compact(other.begin(), "a"), "b");
      assertThat(both.commit()).isInstanceOf(Committed.class);
      try (Snapshot now = group.snapshot()) {
        assertThat(now.pin("a")).hasValue(2);
      }

      assertThat(pinned.commit()).isInstanceOf(Committed.class);
      assertThat(rows("a")).containsExactly("1", "2");
      Transaction late = InMemory.append(group.begin(seen), "a", "3");
      assertThat(((Rejected) late.commit()).reason()).isEqualTo(Reason.CONFLICT);
    }
  }

  /** Its sidecar, and a commit to one of its tables, are there; its owner is dead or slow. */
  @Test
  void whoMeetsAnUnfinishedOneDoesNotWait() {
    Transaction left = InMemory.compact(InMemory.compact(other.begin(), "a"), "b");
    try (Activation halted = Failpoints.activate(Failpoint.AfterCommitTable, Effect.halt())) {
      assertThatThrownBy(left::commit).isInstanceOf(Halt.class);
      assertThat(halted.fired()).isEqualTo(1);
    }

    assertThat(InMemory.append(group.begin(), "a", "2").commit()).isInstanceOf(Committed.class);

    assertThat(rows("a")).containsExactly("1", "2");
    assertThat(group.inspect().sidecars()).isEmpty();
  }

  @Test
  void theOneThatIsOvertakenSaysSo() {
    try (Rendezvous parked = Failpoints.rendezvous(Failpoint.BeforePublish)) {
      Transaction slow = InMemory.compact(other.begin(), "a");
      Aside<CommitResult> committing = Aside.of(slow::commit);
      parked.awaitReached();
      assertThat(InMemory.append(group.begin(), "b", "2").commit()).isInstanceOf(Committed.class);
      parked.release();
      assertThat(committing.result())
          .as("the other table is not its")
          .isInstanceOf(Committed.class);
    }
    try (Rendezvous parked = Failpoints.rendezvous(Failpoint.BeforeCommitTable)) {
      Transaction slow = InMemory.compact(other.begin(), "a");
      Aside<CommitResult> committing = Aside.of(slow::commit);
      parked.awaitReached();
      assertThat(InMemory.append(group.begin(), "a", "2").commit()).isInstanceOf(Committed.class);
      parked.release();

      Rejected overtaken = (Rejected) committing.result();
      assertThat(overtaken.reason()).isEqualTo(Reason.OVERTAKEN);
      assertThat(overtaken.reason().isRetryable()).isFalse();
      assertThat(overtaken.detail()).startsWith("it changes nothing that readers see");
    }
    Transaction stale = InMemory.compact(other.begin(), "a");
    assertThat(InMemory.append(group.begin(), "a", "3").commit()).isInstanceOf(Committed.class);
    assertThat(((Rejected) stale.commit()).reason()).isEqualTo(Reason.OVERTAKEN);
    assertThat(rows("a")).containsExactly("1", "2", "3");
  }

  /** It must not roll back a logical one, however long that takes. */
  @Test
  void itGivesWayToAnUnfinishedOne() {
    Transaction left = InMemory.append(InMemory.append(other.begin(), "a", "2"), "b", "2");
    try (Activation halted = Failpoints.activate(Failpoint.AfterCommitTable, Effect.halt())) {
      assertThatThrownBy(left::commit).isInstanceOf(Halt.class);
      assertThat(halted.fired()).isEqualTo(1);
    }

    Rejected overtaken = (Rejected) InMemory.compact(group.begin(), "a").commit();

    assertThat(overtaken.reason()).isEqualTo(Reason.OVERTAKEN);
    assertThat(overtaken.detail()).contains("gives way to operation [" + left.id() + "]");
    assertThat(group.inspect().sidecars()).hasSize(1);
  }

  @Test
  void itIsCommittedApart() {
    Transaction logical = InMemory.append(group.begin(), "a", "2");
    assertThatThrownBy(() -> InMemory.compact(logical, "b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("commit compactions and indexes apart");
    Transaction derived = InMemory.compact(group.begin(), "a");
    assertThatThrownBy(() -> InMemory.append(derived, "b", "2"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> derived.discardExternal("a"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
