package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.CommitResult;
import dev.rollforward.CommitResult.Committed;
import dev.rollforward.CommitResult.Rejected;
import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.port.Environment;
import dev.rollforward.runtime.SideBySide;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tables of one transaction are looked at, and committed to, at the same time. */
@Timeout(60)
class SideBySideTest extends OnTwoTables {
  private static final OperationId OP = new OperationId("op");

  /** Lets a call go on once as many are under way, which one thread alone never brings about. */
  private static void meet(CyclicBarrier all) {
    try {
      all.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
      throw new AssertionError("nobody else has come", alone);
    }
  }

  private class Meeting extends Forwarding.Tables {
    private final CyclicBarrier looks = new CyclicBarrier(2);
    private final CyclicBarrier commits = new CyclicBarrier(2);

    Meeting() {
      super(stores.tables());
    }

    @Override
    public TableHistory history(TableId table, long from) {
      meet(looks);
      return super.history(table, from);
    }

    @Override
    public CommitOutcome commit(
        OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
      meet(commits);
      return end(plan, super.commit(operation, plan, commit, change));
    }

    /** What the store says of a commit that has landed. */
    CommitOutcome end(TablePlan plan, CommitOutcome outcome) {
      return outcome;
    }
  }

  private CommitResult runOn(Meeting tables) {
    return run(
        Forwarding.with(stores, tables).in(SideBySide.INSTANCE), "op", append("a"), append("b"));
  }

  @Test
  void bothTablesAreLookedAtAndCommittedToAtOnce() {
    assertThat(runOn(new Meeting())).isInstanceOf(Committed.class);
    assertThat(rows("a")).contains(OP);
    assertThat(rows("b")).contains(OP);
  }

  @Test
  void oneThatIsNotAnsweredIsLookedUpAndTheOtherIsNotLost() {
    Meeting unanswered =
        new Meeting() {
          private boolean first = true;

          @Override
          public TableHistory history(TableId table, long from) {
            return inner.history(table, from);
          }

          @Override
          CommitOutcome end(TablePlan plan, CommitOutcome outcome) {
            if (plan.name().equals("a") && first) {
              first = false;
              throw new StoreException.OutcomeUnknown("the answer got lost", null);
            }
            return outcome;
          }
        };

    assertThat(runOn(unanswered)).isInstanceOf(Committed.class);
    assertThat(rows("a")).containsOnlyOnce(OP);
    assertThat(rows("b")).containsOnlyOnce(OP);
  }

  @Test
  void oneThatIsRefusedRollsTheOtherBack() {
    Meeting refusing =
        new Meeting() {
          @Override
          public TableHistory history(TableId table, long from) {
            return inner.history(table, from);
          }

          @Override
          public CommitOutcome commit(
              OperationId operation, TablePlan plan, PlannedCommit commit, StagedChange change) {
            return plan.name().equals("a")
                ? new CommitOutcome.Refused("full")
                : inner.commit(operation, plan, commit, change);
          }
        };

    assertThat(runOn(refusing))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.table()).contains("a"));
    assertThat(rows("b")).doesNotContain(OP);
    assertThat(stores.sidecars().list().operations()).isEmpty();
  }

  @Test
  void anErrorEndsTheWriterWhenAllCallsHaveEnded() {
    Meeting broken =
        new Meeting() {
          @Override
          CommitOutcome end(TablePlan plan, CommitOutcome outcome) {
            throw new AssertionError("broken: " + plan.name());
          }
        };

    assertThatThrownBy(() -> runOn(broken))
        .isInstanceOf(AssertionError.class)
        .hasMessage("broken: a");
    assertThat(stores.sidecars().list().operations()).containsExactly(OP);
  }

  /** More calls than threads, and calls within calls, all end: whoever finds no thread helps. */
  @Test
  void nobodyWaitsForAThread() {
    Environment threads = SideBySide.INSTANCE;
    List<Supplier<Integer>> nested =
        IntStream.range(0, 40)
            .<Supplier<Integer>>mapToObj(
                i -> () -> threads.all(List.<Supplier<Integer>>of(() -> i, () -> 1)).get(0))
            .toList();

    assertThat(threads.all(nested)).isEqualTo(IntStream.range(0, 40).boxed().toList());
  }

  @Test
  void anInterruptBreaksNoCallAndStays() {
    Thread.currentThread().interrupt();
    try {
      assertThat(SideBySide.INSTANCE.all(List.<Supplier<Integer>>of(() -> 1, () -> 2)))
          .containsExactly(1, 2);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }
}
