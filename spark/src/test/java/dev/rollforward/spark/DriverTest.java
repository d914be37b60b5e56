package dev.rollforward.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.CommitResult;
import dev.rollforward.CommitResult.Committed;
import dev.rollforward.OperationId;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job whose driver dies in its commit is run again, under the same id. */
class DriverTest extends SparkTables {
  @ParameterizedTest
  @EnumSource(
      names = {
        "BeforeArmSidecar",
        "AfterArmSidecar",
        "AfterCommitTable",
        "BeforePublish",
        "AfterPublish"
      })
  void aJobThatIsRunAgainIsCommittedOnce(Failpoint point) {
    OperationId id = new OperationId("job-7");
    try (Activation dies = Failpoints.activate(point, Effect.halt())) {
      Transaction first = job(group, id);
      assertThatThrownBy(first::commit).isInstanceOf(Halt.class);
      assertThat(dies.fired()).isEqualTo(1);
    }
    try (TableGroup next = stream().open()) {
      CommitResult second = job(next, id).commit();
      CommitResult third = job(next, id).commit();

      assertThat(third.getClass()).isEqualTo(second.getClass());
      boolean committed = second instanceof Committed;
      assertThat(committed)
          .isEqualTo(point != Failpoint.AfterArmSidecar && point != Failpoint.AfterCommitTable);
      assertThat(in("a")).isEqualTo(committed ? upTo(10) : upTo(0));
      assertThat(in("b")).isEqualTo(committed ? upTo(5) : upTo(0));
    }
  }

  private static Transaction job(TableGroup group, OperationId id) {
    Transaction transaction = group.begin(id);
    RollforwardSpark.write(transaction, "a", numbers(10, 2));
    RollforwardSpark.write(transaction, "b", numbers(5, 1));
    return transaction;
  }
}
