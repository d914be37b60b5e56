package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.Aside;
import dev.rollforward.CommitResult;
import dev.rollforward.CommitResult.Committed;
import dev.rollforward.CommitResult.Reason;
import dev.rollforward.CommitResult.Rejected;
import dev.rollforward.GroupView;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import dev.rollforward.failpoint.Rendezvous;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A batch of a stream is taken in exactly once, however often it is sent. */
class SourcesTest extends GroupInMemory {
  SourcesTest() {
    super(AT_ONCE);
  }

  @Test
  void aBatchThatWasTakenInChangesNothing() {
    Transaction first = batch("a", 7);
    Committed taken = (Committed) first.commit();
    assertThat(taken.isRepeat()).isFalse();
    assertThat(InMemory.append(group.begin(), "b", "x").commit()).isInstanceOf(Committed.class);

    for (long done : new long[] {7, 6}) {
      Committed again = (Committed) batch("a", done).commit();

      assertThat(again.isRepeat()).isTrue();
      assertThat(again.operation()).isEqualTo(first.id());
      assertThat(again.manifestVersion()).isEqualTo(taken.manifestVersion());
      assertThat(again)
          .hasToString(
              "operation " + first.id() + " was committed before, visible since manifest 3");
    }
    assertThat(rows("a")).containsExactly("7");
    assertThat(((Committed) batch("a", 8).commit()).isRepeat()).isFalse();
    assertThat(rows("a")).containsExactly("7", "8");
    assertThat(group.inspect().sources().keySet()).containsExactly("kafka");
    assertThat(group.inspect().sources().get("kafka").sequence()).isEqualTo(8);
  }

  @Test
  void streamsAreToldApart() {
    assertThat(batch("a", 7).commit()).isInstanceOf(Committed.class);
    Transaction other = InMemory.append(group.begin(), "a", "other").source("other", 1);
    assertThat(((Committed) other.commit()).isRepeat()).isFalse();

    assertThat(group.inspect().sources())
        .isEqualTo(
            Map.of(
                "kafka",
                new GroupView.Source(7, group.inspect().sources().get("kafka").operation(), 3),
                "other",
                new GroupView.Source(1, other.id(), 4)));
  }

  @Test
  void halfOfItsStreamsIsNeitherAppliedNorLeftOut() {
    assertThat(batch("a", 7).commit()).isInstanceOf(Committed.class);

    CommitResult mixed = batch("a", 7).source("other", 1).commit();

    Rejected rejected = (Rejected) mixed;
    assertThat(rejected.reason()).isEqualTo(Reason.SOURCE_DONE);
    assertThat(rejected.reason().isRetryable()).isFalse();
    assertThat(rejected.detail()).contains("source 'kafka' was taken in up to 7");
    assertThat(rows("a")).containsExactly("7");
    Committed all = (Committed) batch("a", 8).source("other", 1).commit();
    Committed both = (Committed) batch("a", 8).source("other", 0).commit();
    assertThat(both.isRepeat()).isTrue();
    assertThat(both.operation()).isEqualTo(all.operation());
  }

  /** One is prepared, and the other commits the same batch to another table. */
  @Test
  void theSameBatchOnOtherTablesBesideItIsTakenInOnce() throws Exception {
    try (TableGroup other = root.open(AT_ONCE)) {
      try (Rendezvous parked = Failpoints.rendezvous(Failpoint.BeforePublish)) {
        Transaction first = batch("a", 7);
        Aside<CommitResult> committing = Aside.of(first::commit);
        parked.awaitReached();
        Transaction second = InMemory.append(other.begin(), "b", "7").source("kafka", 7);
        assertThat(second.commit()).isInstanceOf(Committed.class);
        parked.release();

        Committed result = (Committed) committing.result();
        assertThat(result.isRepeat()).isTrue();
        assertThat(result.operation()).isEqualTo(second.id());
      }
      assertThat(rows("a")).isEmpty();
      assertThat(rows("b")).containsExactly("7");
      assertThat(group.inspect().sidecars()).isEmpty();
    }
  }

  @Test
  void recoveryTakesInWhatADeadWriterHadComplete() {
    die(Failpoint.BeforePublish);
    group.recover();

    assertThat(((Committed) batch("a", 7).commit()).isRepeat()).isTrue();
    assertThat(rows("a")).containsExactly("7");
  }

  @Test
  void recoveryDoesNotTakeInTwiceWhatADeadWriterHadComplete() {
    die(Failpoint.BeforePublish);
    assertThat(InMemory.append(group.begin(), "b", "7").source("kafka", 7).commit())
        .isInstanceOf(Committed.class);

    assertThat(group.recover().finished()).hasSize(1);

    assertThat(rows("a")).isEmpty();
    assertThat(rows("b")).containsExactly("7");
  }

  @Test
  void aNameIsNotEmptyAndNotTooLong() {
    Transaction transaction = group.begin();
    assertThatThrownBy(() -> transaction.source("", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> transaction.source("x".repeat(201), 1))
        .hasMessageContaining("is not 1 to 200 characters");
  }

  private void die(Failpoint where) {
    try (TableGroup other = root.open(AT_ONCE);
        Activation halted = Failpoints.activate(where, Effect.halt())) {
      Transaction dying = InMemory.append(other.begin(), "a", "7").source("kafka", 7);
      assertThatThrownBy(dying::commit).isInstanceOf(Halt.class);
      assertThat(halted.fired()).isEqualTo(1);
    }
  }

  private Transaction batch(String table, long sequence) {
    return InMemory.append(group.begin(), table, Long.toString(sequence)).source("kafka", sequence);
  }
}
