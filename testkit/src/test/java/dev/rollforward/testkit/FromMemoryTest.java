package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult;
import dev.rollforward.CommitResult.Committed;
import dev.rollforward.CommitResult.Rejected;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.Snapshot;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.Writer;
import dev.rollforward.engine.WriterState;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.testkit.memory.MemoryTableStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a handle remembers spares it calls, and costs it another attempt where it was wrong; it
 * never decides anything.
 */
class FromMemoryTest {
  private final MemoryTableStore tables = new MemoryTableStore();
  private final Stores shared = InMemory.stores(tables);
  private final List<String> calls = new ArrayList<>();
  private final InMemory ours = new InMemory(tables, process());
  private final InMemory theirs = new InMemory(tables, process());
  private final TableGroup group = ours.open(options().noExternalCommits().build(), new Ids("us"));
  private final TableGroup other = theirs.open(options().build(), new Ids("they"));

  private static OpenOptions.Builder options() {
    return OpenOptions.builder().patience(Duration.ZERO).retryPauses(Duration.ZERO, Duration.ZERO);
  }

  /** Ids in ascending order. */
  private static final class Ids implements Supplier<OperationId> {
    private final String owner;
    private int last;

    Ids(String owner) {
      this.owner = owner;
    }

    @Override
    public OperationId get() {
      return new OperationId(owner + "-" + ++last);
    }
  }

  /** The stores as one process sees them: it knows of no newer manifest than it has seen. */
  private Stores process() {
    Stores counted = Forwarding.with(shared, new Looks());
    return Forwarding.with(
        Forwarding.with(counted, new Sidecars()), new Knowing(shared.manifests()));
  }

  private final class Looks extends Forwarding.Tables {
    Looks() {
      super(shared.tables());
    }

    @Override
    public TableHistory history(TableId table, long from) {
      calls.add("history");
      return super.history(table, from);
    }
  }

  private final class Sidecars extends Forwarding.Sidecars {
    Sidecars() {
      super(shared.sidecars());
    }

    @Override
    public boolean exists(OperationId operation) {
      calls.add("exists");
      return super.exists(operation);
    }
  }

  private final class Knowing extends Forwarding.Manifests {
    private Manifest known;

    Knowing(ManifestStore inner) {
      super(inner);
    }

    @Override
    public Manifest readNewest() {
      calls.add("read");
      known = super.readNewest();
      return known;
    }

    @Override
    public Manifest readKnown() {
      return known == null ? readNewest() : known;
    }

    @Override
    public Created create(Manifest manifest) {
      Created created = super.create(manifest);
      calls.add(created.name());
      if (created == Created.CREATED) {
        known = manifest;
      }
      return created;
    }
  }

  @BeforeEach
  void makeTables() {
    Transaction create = group.begin();
    InMemory.create(create, "a", "1");
    InMemory.create(create, "b", "1");
    assertThat(create.commit()).isInstanceOf(Committed.class);
  }

  @AfterEach
  void close() {
    group.close();
    other.close();
  }

  private Transaction appendTo(TableGroup handle, String row, String... names) {
    Transaction append = handle.begin();
    for (String name : names) {
      InMemory.append(append, name, row);
    }
    return append;
  }

  private CommitResult counted(Transaction transaction) {
    calls.clear();
    return transaction.commit();
  }

  private List<String> rows(String name) {
    try (Snapshot snapshot = group.snapshot()) {
      return ours.rows(snapshot, name);
    }
  }

  @Test
  void aCommitAsksNothingBeforeItsManifest() {
    assertThat(counted(appendTo(group, "2", "a", "b"))).isInstanceOf(Committed.class);
    assertThat(calls).containsExactly("CREATED");
  }

  /** It has not committed to the tables, so it looks; and asks for the sidecar of the other. */
  @Test
  void whoRemembersNothingLooks() {
    assertThat(counted(appendTo(other, "2", "a"))).isInstanceOf(Committed.class);
    assertThat(calls).containsExactly("history", "exists", "CREATED");
  }

  @Test
  void whoExpectsExternalCommitsLooksAtEachTable() {
    appendTo(other, "2", "a", "b").commit();
    assertThat(counted(appendTo(other, "3", "a", "b"))).isInstanceOf(Committed.class);
    assertThat(calls).containsExactly("history", "history", "CREATED");
  }

  /** The put is lost, and tried again over the manifest that was there. */
  @Test
  void onlyWhoLosesReads() {
    Transaction append = appendTo(group, "2", "a");
    appendTo(other, "2", "b").commit();

    assertThat(counted(append)).isInstanceOf(Committed.class);
    assertThat(calls).startsWith("EXISTS", "read").endsWith("CREATED");
    assertThat(rows("a")).containsExactly("1", "2");
    assertThat(rows("b")).containsExactly("1", "2");
  }

  /** What was remembered is old: the parent check finds out, and the next attempt looks. */
  @Test
  void whatOthersHaveCommittedMeanwhileCostsAnAttempt() {
    Transaction append = appendTo(group, "3", "a", "b");
    appendTo(other, "2", "a").commit();

    assertThat(counted(append)).isInstanceOf(Committed.class);
    assertThat(calls).contains("history");
    assertThat(rows("a")).containsExactly("1", "2", "3");
    assertThat(rows("b")).containsExactly("1", "3");
    assertThat(shared.sidecars().list().operations()).isEmpty();
  }

  /** A pin that has moved on is seen in the manifest, so that nothing is tried. */
  @Test
  void whatOthersHaveCommittedBeforeIsLookedAt() {
    appendTo(other, "2", "a").commit();

    assertThat(counted(appendTo(group, "3", "a"))).isInstanceOf(Committed.class);
    assertThat(calls).startsWith("history").doesNotContain("EXISTS");
    assertThat(rows("a")).containsExactly("1", "2", "3");
  }

  /** It is found once ours has landed above it, and can then be discarded only. */
  @Test
  void anExternalCommitThatWasNotExpectedIsStillThere() {
    ours.appendExternally("a", "external");

    assertThat(counted(appendTo(group, "2", "a")))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected ->
                assertThat(rejected.reason()).isEqualTo(CommitResult.Reason.EXTERNAL_CHANGE));
    assertThat(rows("a")).containsExactly("1");

    Transaction discards = appendTo(group, "2", "a").discardExternal("a");
    assertThat(discards.commit()).isInstanceOf(Committed.class);
    assertThat(rows("a")).containsExactly("1", "2");
  }

  @Test
  void anExternalCommitThatIsSpokenOfIsLookedFor() {
    ours.appendExternally("a", "external");

    assertThat(counted(appendTo(group, "2", "a").adoptExternal("a"))).isInstanceOf(Committed.class);
    assertThat(calls).startsWith("history");
    assertThat(rows("a")).containsExactly("1", "external", "2");
  }

  /** A caller's id may have been used, and declared reads may have moved. */
  @Test
  void whoMayNotTryAgainReadsFirst() {
    Transaction once = group.begin(new OperationId("mine"));
    InMemory.append(once, "a", "2");
    assertThat(counted(once)).isInstanceOf(Committed.class);
    assertThat(calls).startsWith("read", "history");

    assertThat(counted(appendTo(group, "3", "a").reads("b"))).isInstanceOf(Committed.class);
    assertThat(calls).startsWith("read", "history");
  }

  /** Nothing is refused because of an old manifest. */
  @Test
  void whatIsRefusedIsRefusedByTheNewest() {
    Transaction again = group.begin().source("stream", 2);
    InMemory.append(again, "a", "2");
    Transaction first = other.begin().source("stream", 2);
    InMemory.append(first, "b", "2");
    assertThat(first.commit()).isInstanceOf(Committed.class);

    assertThat(counted(again))
        .isInstanceOfSatisfying(Committed.class, done -> assertThat(done.isRepeat()).isTrue());
    assertThat(rows("a")).containsExactly("1");
  }

  /** This process has restored the pin itself, so it knows that HEAD is another version. */
  @Test
  void whatThisProcessHasFencedIsLookedAt() {
    Transaction dead = appendTo(other, "lost", "a", "b");
    Writer owner = InMemory.owner(dead);
    while (owner.state().phase() != WriterState.Phase.COMMIT || owner.state().done() == 0) {
      owner.step();
    }
    group.recover();

    assertThat(counted(appendTo(group, "2", "a"))).isInstanceOf(Committed.class);
    assertThat(calls).startsWith("history").doesNotContain("EXISTS");
    assertThat(rows("a")).containsExactly("1", "2");
  }
}
