package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.Aside;
import dev.rollforward.CommitResult;
import dev.rollforward.CommitResult.Committed;
import dev.rollforward.CommitResult.Rejected;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.Resolution;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A change under an id of its caller's is made once, however often it is tried. */
class CallersIdTest extends GroupInMemory {
  private static final OperationId ID = new OperationId("order-17");
  private static final OpenOptions UNRECOVERED =
      OpenOptions.builder().recovery(RecoveryPolicy.NONE).patience(Duration.ZERO).build();

  CallersIdTest() {
    super(UNRECOVERED);
  }

  @Test
  void theSecondTimeChangesNothingAndReturnsTheFirstOutcome() {
    Committed first = (Committed) change(group).commit();
    assertThat(first.isRepeat()).isFalse();
    for (int i = 0; i < 3; i++) {
      assertThat(InMemory.append(group.begin(), "b", "x").commit()).isInstanceOf(Committed.class);
    }
    assertThat(group.inspect().decisions()).as("it is forgotten").doesNotContainKey(ID);

    Committed second = (Committed) change(group).commit();

    assertThat(second.isRepeat()).isTrue();
    assertThat(second.operation()).isEqualTo(ID);
    assertThat(second.manifestVersion()).isEqualTo(first.manifestVersion());
    assertThat(added("a")).containsExactly("1");
    assertThat(group.resolve(ID)).isEqualTo(Resolution.COMMITTED);
    assertThat(group.inspect().audits())
        .singleElement()
        .satisfies(audit -> assertThat(audit.verdict()).isEqualTo(Verdict.COMMITTED));
    assertThat(group.inspect().sidecars()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Failpoint.class,
      names = {
        "BeforeArmSidecar",
        "AfterArmSidecar",
        "AfterCommitTable",
        "BeforePublish",
        "AfterPublish",
        "BeforeSweepAudit",
        "AfterSweepAudit",
        "AfterSweepDeleteSidecar"
      })
  void afterACrashTheSameIdNeverAppliesTwice(Failpoint where) {
    try (TableGroup dying = root.open(UNRECOVERED);
        Activation halted = Failpoints.activate(where, Effect.halt())) {
      assertThatThrownBy(change(dying)::commit).isInstanceOf(Halt.class);
      assertThat(halted.fired()).isEqualTo(1);
    }

    CommitResult again = change(group).commit();
    CommitResult third = change(group).commit();

    List<String> once = List.of("1");
    if (where == Failpoint.BeforeArmSidecar) {
      assertThat(((Committed) again).isRepeat()).isFalse();
    } else if (where == Failpoint.AfterArmSidecar || where == Failpoint.AfterCommitTable) {
      assertThat(again).isInstanceOf(Rejected.class);
      assertThat(third).isInstanceOf(Rejected.class);
      once = List.of();
    } else {
      assertThat(((Committed) again).isRepeat()).isTrue();
    }
    assertThat(added("a")).isEqualTo(once);
    assertThat(added("b")).isEqualTo(once);
    assertThat(group.inspect().sidecars()).isEmpty();
  }

  /** The second is prepared, and finds nothing, before the first is committed and forgotten. */
  @ParameterizedTest
  @EnumSource(
      value = Failpoint.class,
      names = {"BeforeReadManifest", "BeforeArmSidecar", "BeforeCommitTable", "BeforePublish"})
  void twoAttemptsBesideEachOtherApplyItOnce(Failpoint where) {
    try (TableGroup other = root.open(UNRECOVERED);
        Rendezvous parked = Failpoints.rendezvous(where)) {
      Aside<CommitResult> slow = Aside.of(change(other)::commit);
      parked.awaitReached();

      CommitResult fast = change(group).commit();
      assertThat(InMemory.append(group.begin(), "b", "x").commit()).isInstanceOf(Committed.class);
      parked.release();

      CommitResult late = slow.result();
      boolean once = fast instanceof Committed || late instanceof Committed;
      assertThat(added("a")).isEqualTo(once ? List.of("1") : List.of());
      if (fast instanceof Committed one && late instanceof Committed two) {
        assertThat(one.isRepeat()).isNotEqualTo(two.isRepeat());
      }
    }
    group.recover();
    assertThat(group.inspect().sidecars()).isEmpty();
    assertThat(group.inspect().problems()).isEmpty();
  }

  private static Transaction change(TableGroup group) {
    return InMemory.append(InMemory.append(group.begin(ID), "a", "1"), "b", "1");
  }

  /** What it has added, as often as it has. */
  private List<String> added(String table) {
    return rows(table).stream().filter(row -> row.equals("1")).toList();
  }
}
