package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult;
import dev.rollforward.CommitResult.Committed;
import dev.rollforward.OpenOptions;
import dev.rollforward.Snapshot;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.Writer;
import dev.rollforward.engine.WriterState;
import dev.rollforward.port.Environment;
import dev.rollforward.testkit.memory.MemoryTableStore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A commit of a handle beside which others commit, so that it knows an old manifest. */
class OldHandleTest {
  private final MemoryTableStore tables = new MemoryTableStore();
  private final Stores stores = InMemory.stores(tables);
  private final Busy environment = new Busy();
  private final InMemory memory = new InMemory(tables, stores.in(environment));
  private final TableGroup old = open();
  private final TableGroup other = open();

  /** Whoever pauses finds that others have committed meanwhile. */
  private final class Busy implements Environment {
    private final SimulatedEnvironment simulated = new SimulatedEnvironment(1);
    private int pauses;

    @Override
    public Instant now() {
      return simulated.now();
    }

    @Override
    public long nanoTime() {
      return simulated.nanoTime();
    }

    @Override
    public UUID newUuid() {
      return simulated.newUuid();
    }

    @Override
    public long random(long bound) {
      return simulated.random(bound);
    }

    @Override
    public void pause(long nanos) {
      pauses++;
      simulated.pause(nanos);
      commit(InMemory.append(other.begin(), "cities", "pause " + pauses));
    }
  }

  private TableGroup open() {
    return memory.open(OpenOptions.readWrite().toBuilder().retries(0).build());
  }

  private static CommitResult commit(Transaction transaction) {
    CommitResult result = transaction.commit();
    assertThat(result).isInstanceOf(Committed.class);
    return result;
  }

  private List<String> rows(String table) {
    try (Snapshot now = other.snapshot()) {
      return memory.rows(now, table);
    }
  }

  @BeforeEach
  void twoTables() {
    commit(InMemory.create(InMemory.create(old.begin(), "people", "p"), "cities", "c"));
  }

  /** A put on a manifest that was read before a pause loses to whoever commits in each pause. */
  @Test
  void whoHasLostReadsAfterItsPauseAndNotBefore() {
    Transaction transaction = InMemory.append(old.begin(), "people", "q");
    Writer owner = InMemory.owner(transaction);
    while (owner.state().phase() != WriterState.Phase.PUBLISH) {
      owner.step();
    }
    commit(InMemory.append(other.begin(), "cities", "first"));

    assertThat(owner.run()).isInstanceOf(Committed.class);
    assertThat(environment.pauses).isEqualTo(1);
    assertThat(rows("people")).containsExactly("p", "q");
    assertThat(rows("cities")).containsExactly("c", "first", "pause 1");
  }

  @Test
  void aTableThatOthersHaveChangedIsPlannedAgain() {
    Transaction transaction = InMemory.append(old.begin(), "people", "q");
    commit(InMemory.append(other.begin(), "people", "first"));

    commit(transaction);

    assertThat(rows("people")).containsExactly("p", "first", "q");
  }

  /** Its dataset is as it was: only the manifest says that the name has gone and come back. */
  @Test
  void aNameThatWasLostAndCameBackCostsAnotherAttempt() {
    TableGroup again = memory.open(OpenOptions.readWrite().toBuilder().retries(1).build());
    Transaction transaction = InMemory.append(again.begin(), "people", "q");
    commit(other.begin().renameTable("people", "persons"));
    commit(other.begin().renameTable("persons", "people"));

    commit(transaction);

    assertThat(rows("people")).containsExactly("p", "q");
  }

  /** What another handle shows is newer than all that this one knows. */
  @Test
  void nothingIsRefusedBecauseOfWhatIsKnown() {
    commit(InMemory.append(other.begin(), "people", "first"));
    try (Snapshot newer = other.snapshot()) {
      commit(InMemory.append(old.begin(newer), "people", "q"));
    }

    assertThat(rows("people")).containsExactly("p", "first", "q");
  }

  @Test
  void aBatchThatOthersHaveTakenInElsewhereIsNotTakenInAgain() {
    Transaction transaction = InMemory.append(old.begin(), "people", "batch").source("stream", 1);
    CommitResult first =
        commit(InMemory.append(other.begin(), "cities", "batch").source("stream", 1));

    assertThat(transaction.commit())
        .isInstanceOfSatisfying(
            Committed.class, committed -> assertThat(committed.isRepeat()).isTrue())
        .returns(first.operation(), CommitResult::operation);
    assertThat(rows("people")).containsExactly("p");
  }

  /** Nothing moves a dataset that is dropped: only the manifest says so. */
  @Test
  void aTableThatOthersHaveDroppedIsNotChanged() {
    Transaction transaction = InMemory.append(old.begin(), "people", "q");
    commit(other.begin().drop("people"));
    commit(InMemory.create(other.begin(), "people", "another"));

    assertThat(transaction.commit()).isInstanceOf(CommitResult.Rejected.class);
    assertThat(rows("people")).containsExactly("another");
    assertThat(stores.sidecars().list().operations()).isEmpty();
  }
}
