package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.Resolution;
import dev.rollforward.Snapshot;
import dev.rollforward.TableGroup;
import dev.rollforward.TableReader;
import dev.rollforward.Transaction;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How to test that your own code survives a crash: halt a commit at a failpoint, open the group
 * again, and look at what its readers see. In memory for speed, on real Lance tables for certainty.
 */
class CrashAndRecoverTest {
  /** Rolls back, too, and does not wait for owners: the one here is dead. */
  private static final OpenOptions RECOVERING =
      OpenOptions.builder().recovery(RecoveryPolicy.FULL).patience(Duration.ZERO).build();

  @TempDir Path folder;

  /** One of two tables was changed when the process died, so the change is undone. */
  @Test
  void inMemory() {
    InMemory root = new InMemory();
    TableGroup group = root.open(RECOVERING);
    Transaction setup = group.begin();
    InMemory.create(setup, "people", "ann");
    InMemory.create(setup, "knows");
    assertThat(setup.commit()).isInstanceOf(CommitResult.Committed.class);

    Transaction change = group.begin();
    InMemory.append(change, "people", "bob");
    InMemory.append(change, "knows", "ann knows bob");
    crash(change, Failpoint.AfterCommitTable);

    TableGroup reopened = root.open(RECOVERING);
    assertThat(reopened.resolve(change.id())).isEqualTo(Resolution.ABORTED);
    try (Snapshot snapshot = reopened.snapshot()) {
      assertThat(root.rows(snapshot, "people")).containsExactly("ann");
      assertThat(root.rows(snapshot, "knows")).isEmpty();
    }
  }

  /** Both tables were changed when the process died, so the change is completed. */
  @Test
  void onLance() {
    Path root = folder.resolve("group");
    OperationId crashed;
    try (BufferAllocator allocator = new RootAllocator();
        TableGroup group = TableGroup.create(root)) {
      Transaction setup = group.begin();
      setup.create("people", OperationRows.schema()).create("knows", OperationRows.schema());
      assertThat(setup.commit()).isInstanceOf(CommitResult.Committed.class);

      Transaction change = group.begin();
      List<OperationId> row = List.of(change.id());
      change.append("people", OperationRows.reader(allocator, row));
      change.append("knows", OperationRows.reader(allocator, row));
      crash(change, Failpoint.BeforePublish);
      crashed = change.id();
      assertThat(rows(group, "people")).isEmpty();
    }

    try (TableGroup reopened = TableGroup.open(root, RECOVERING)) {
      assertThat(reopened.resolve(crashed)).isEqualTo(Resolution.COMMITTED);
      assertThat(rows(reopened, "people")).containsExactly(crashed);
      assertThat(rows(reopened, "knows")).containsExactly(crashed);
    }
  }

  /** Ends the commit at {@code failpoint}, as the death of its process would. */
  private static void crash(Transaction change, Failpoint failpoint) {
    try (Activation halt = Failpoints.activate(failpoint, Effect.halt())) {
      assertThatThrownBy(change::commit).isInstanceOf(Halt.class);
      assertThat(halt.fired()).isEqualTo(1);
    }
  }

  private static List<OperationId> rows(TableGroup group, String table) {
    try (Snapshot snapshot = group.snapshot();
        TableReader reader = snapshot.read(table)) {
      return OperationRows.in(reader);
    }
  }
}
