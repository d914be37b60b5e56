package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.Action;
import dev.rollforward.CommitResult.Reason;
import dev.rollforward.CommitResult.Rejected;
import dev.rollforward.NoSuchTableException;
import dev.rollforward.ProtocolListener;
import dev.rollforward.Snapshot;
import dev.rollforward.TableExistsException;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.RecoveryPass;
import dev.rollforward.engine.RecoveryState;
import dev.rollforward.engine.Writer;
import dev.rollforward.engine.WriterState;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table gets another name, together with changes of other tables. */
class RenameTableTest extends GroupInMemory {
  RenameTableTest() {
    super(AT_ONCE, "1");
  }

  @Test
  void theNewNameShowsWhatTheOldOneDid() {
    Snapshot before = group.snapshot();

    commit(InMemory.append(group.begin().renameTable("a", "c"), "b", "3"));

    assertThat(tables()).containsExactly("b", "c");
    assertThat(rows("c")).containsExactly("1");
    assertThat(root.rows(before, "a")).containsExactly("1");
    commit(InMemory.append(group.begin(), "c", "4"));
    assertThat(rows("c")).containsExactly("1", "4");
    commit(InMemory.create(group.begin(), "a", "another"));
    commit(group.begin().renameTable("c", "d"));
    assertThat(rows("d")).containsExactly("1", "4");
    assertThat(rows("a")).containsExactly("another");
  }

  @Test
  void badNamesAreRefused() {
    Transaction transaction = group.begin();

    assertThatThrownBy(() -> transaction.renameTable("none", "c"))
        .isInstanceOf(NoSuchTableException.class);
    assertThatThrownBy(() -> transaction.renameTable("a", "b"))
        .isInstanceOfSatisfying(
            TableExistsException.class, taken -> assertThat(taken.table()).isEqualTo("b"))
        .hasMessage(
            "table 'b' exists in manifest 2. Choose another name, or drop that table first, in a"
                + " transaction of its own");
    assertThatThrownBy(() -> transaction.renameTable("a", "a"))
        .hasMessage("table 'a' is called so already");
    assertThatThrownBy(() -> transaction.renameTable("a", "_"))
        .hasMessageContaining("is not 1 to 100 characters");
    transaction.renameTable("a", "c");
    assertThatThrownBy(() -> InMemory.append(transaction, "a", "x"))
        .hasMessageContaining("is in this transaction already");
    assertThatThrownBy(() -> InMemory.create(transaction, "C", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> transaction.renameTable("b", "c"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(group.inspect().sidecars()).isEmpty();
  }

  @Test
  void aNameThatWasTakenMeanwhileIsAConflict() {
    Transaction rename = group.begin().renameTable("a", "c");
    commit(InMemory.create(group.begin(), "c", "first"));

    Rejected rejected = (Rejected) rename.commit();

    assertThat(rejected.reason()).isEqualTo(Reason.CONFLICT);
    assertThat(rejected.table()).contains("c");
    assertThat(rejected.detail()).isEqualTo("table 'c': expected absent, actual version 1");
    assertThat(tables()).containsExactly("a", "b", "c");
    assertThat(group.inspect().decisions())
        .as("it was refused before it was armed")
        .doesNotContainKey(rename.id());
  }

  @Test
  void aTableThatWasRenamedMeanwhileIsAConflict() {
    Transaction append = InMemory.append(group.begin(), "a", "x");
    commit(group.begin().renameTable("a", "c"));

    assertThat(((Rejected) append.commit()).reason()).isEqualTo(Reason.CONFLICT);
    assertThat(rows("c")).containsExactly("1");
  }

  @ParameterizedTest
  @EnumSource(
      value = Action.class,
      names = {"ReadManifest", "PrepareTable", "ArmSidecar", "CommitTable", "Publish"})
  void aRenameThatDiesIsDoneOrNotDone(Action last) {
    try (TableGroup other = root.open(AT_ONCE);
        Activation halted = Failpoints.activate(Failpoint.valueOf("After" + last), Effect.halt())) {
      Transaction rename = InMemory.append(other.begin().renameTable("a", "c"), "b", "3");
      assertThatThrownBy(rename::commit).isInstanceOf(Halt.class);
      assertThat(halted.fired()).isEqualTo(1);
    }
    boolean done = last == Action.CommitTable || last == Action.Publish;
    group.recover();

    assertThat(tables()).isEqualTo(done ? List.of("b", "c") : List.of("a", "b"));
    assertThat(rows("b")).isEqualTo(done ? List.of("1", "3") : List.of("1"));
    assertThat(rows(done ? "c" : "a")).containsExactly("1");
    commit(InMemory.append(group.begin(), done ? "c" : "a", "4"));
  }

  /** The fence of a roll-back brings back what the dataset shows, not what it showed before. */
  @Test
  void aStalledAppendToATableThatWasRenamedIsFencedAtItsPin() {
    Transaction stalled = InMemory.append(group.begin(), "a", "stalled");
    try (Activation halted = Failpoints.activate(Failpoint.AfterArmSidecar, Effect.halt())) {
      assertThatThrownBy(stalled::commit).isInstanceOf(Halt.class);
      assertThat(halted.fired()).isEqualTo(1);
    }
    commit(group.begin().renameTable("a", "c"));
    commit(InMemory.append(group.begin(), "c", "4"));

    group.recover();

    assertThat(group.inspect().tables()).allMatch(table -> table.isSettled());
    assertThat(rows("c")).containsExactly("1", "4");
  }

  /**
   * All of its commits had landed when it was aborted. A name that comes back to the same dataset
   * must not fulfil its expectation again, for the abort is forgotten by then.
   */
  @Test
  void aTableThatGetsItsNameBackIsNotTheOneThatAStalledOwnerExpects() {
    Transaction stalled = InMemory.append(InMemory.append(group.begin(), "a", "x"), "b", "x");
    Writer owner = InMemory.owner(stalled);
    while (owner.state().done() != 1 || owner.state().phase() != WriterState.Phase.COMMIT) {
      owner.step();
    }
    RecoveryPass sweep =
        new RecoveryPass(root.stores(), stalled.id(), Recovery.Mode.FULL, ProtocolListener.NONE);
    while (sweep.state().phase() != RecoveryState.Phase.ROLLBACK) {
      sweep.step();
    }
    owner.step();
    assertThat(owner.state().phase()).isEqualTo(WriterState.Phase.PUBLISH);
    while (sweep.outcome().isEmpty()) {
      sweep.step();
    }
    commit(group.begin().renameTable("a", "c"));
    commit(group.begin().renameTable("c", "a"));
    assertThat(group.inspect().decisions()).doesNotContainKey(stalled.id());

    assertThat(owner.run()).isInstanceOf(Rejected.class);

    assertThat(rows("a")).containsExactly("1");
    assertThat(rows("b")).containsExactly("1");
  }

  private List<String> tables() {
    try (Snapshot now = group.snapshot()) {
      return List.copyOf(now.tables());
    }
  }
}
