package dev.rollforward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult.Committed;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Retries, hand-overs, ids, sources and renames on real Lance tables. */
class OnceOnLanceTest extends TwoLanceTables {
  private static final OpenOptions AT_ONCE =
      OpenOptions.builder()
          .recovery(RecoveryPolicy.FULL)
          .patience(Duration.ZERO)
          .retryPauses(Duration.ofMillis(1), Duration.ofMillis(1))
          .build();

  OnceOnLanceTest() {
    super(AT_ONCE);
  }

  /** The rows had landed in a before, in a version that was undone. */
  @Test
  void aRetryCommitsTheSameFilesOnce() {
    Transaction append = group.begin().append("a", numbers(2)).append("b", numbers(2));

    assertThat(rolledBackOnce(append)).isInstanceOf(Committed.class);

    assertThat(count("a")).isEqualTo(2);
    assertThat(count("b")).isEqualTo(2);
  }

  @Test
  void whatIsTakenOverIsCommittedOnce() {
    Transaction rejected;
    try (Snapshot seen = group.snapshot()) {
      rejected = group.begin(seen).append("a", numbers(2)).delete("b", "n = 1");
    }
    assertThat(rolledBackOnce(rejected)).isInstanceOf(CommitResult.Rejected.class);

    commit(group.begin().takeOver(rejected));

    assertThat(count("a")).isEqualTo(2);
    assertThat(count("b")).isZero();
  }

  @Test
  void idsAndSourcesAreTakenOnceAndARenameKeepsTheRows() {
    OperationId id = new OperationId("order-17");
    for (int attempt = 0; attempt < 2; attempt++) {
      Committed byId = (Committed) group.begin(id).append("a", numbers(2)).commit();
      assertThat(byId.isRepeat()).isEqualTo(attempt > 0);
      Transaction batch = group.begin().append("b", numbers(2)).source("kafka", 7);
      assertThat(((Committed) batch.commit()).isRepeat()).isEqualTo(attempt > 0);
    }
    commit(group.begin().renameTable("a", "c"));
    commit(group.begin().append("c", numbers(3)));

    assertThat(count("c")).isEqualTo(3);
    assertThat(count("b")).isEqualTo(2);
  }

  /** Commits, while another process rolls it back after its first table. */
  private CommitResult rolledBackOnce(Transaction transaction) {
    int[] left = {1};
    try (TableGroup other = TableGroup.open(root, AT_ONCE);
        Activation fires =
            Failpoints.activate(
                Failpoint.AfterCommitTable,
                Effect.callback(
                    () -> {
                      if (left[0]-- > 0) {
                        other.recover();
                      }
                    }))) {
      CommitResult result = transaction.commit();
      assertThat(fires.fired()).isPositive();
      return result;
    }
  }
}
