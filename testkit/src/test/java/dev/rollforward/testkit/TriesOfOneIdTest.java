package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.StoreException;
import dev.rollforward.Verdict;
import dev.rollforward.core.Sidecar;
import dev.rollforward.core.TableId;
import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Drop;
import dev.rollforward.engine.Recovery.Outcome;
import dev.rollforward.engine.Stores;
import dev.rollforward.engine.TableIntent;
import dev.rollforward.engine.Terms;
import dev.rollforward.engine.Writer;
import dev.rollforward.engine.WriterState;
import dev.rollforward.testkit.memory.MemoryChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Several tries under one id of its caller's, each with commits of its own. Which sidecar stands
 * says whose it is. Spec: {@code Attempts}.
 */
class TriesOfOneIdTest extends OnTwoTables {
  private static final OperationId ID = new OperationId("order-17");
  private static final Terms ONCE =
      new Terms(
          Terms.NONE.origin(), Duration.ZERO, Terms.NONE.reads(), Terms.NONE.sources(), 0, true);

  private Writer attempt(Stores over, Function<String, TableIntent> change, String... names) {
    List<TableIntent> intents = Stream.of(names).map(change).toList();
    return new Writer(over, ID, intents, ONCE, this::full, ProtocolListener.NONE);
  }

  private TableIntent appends(String name, String row) {
    return TableIntent.of(name, table(name), new Append(), new MemoryChange(List.of(row)));
  }

  /** Its sidecar stands, and nothing else is done. */
  private void stalls(Writer first) {
    while (!stores.sidecars().exists(ID)) {
      first.step();
    }
  }

  /** The put of a sidecar gets no answer and has had no effect. */
  private Stores losing(Runnable beforePublishing) {
    List<String> done = new ArrayList<>();
    return through(
        call -> {
          if (call.name().equals("SidecarStore.create") && !done.contains("lost")) {
            done.add("lost");
            throw new StoreException.OutcomeUnknown("lost", null);
          }
          if (call.name().equals("ManifestStore.create") && !done.contains("published")) {
            done.add("published");
            beforePublishing.run();
          }
          return call.make();
        });
  }

  private Verdict audited() {
    return stores.audits().read(ID).orElseThrow().verdict();
  }

  /**
   * The second has its own pins, so the abort of the first may be forgotten while it commits: it
   * must not take the sidecar that it finds for its own.
   */
  @Test
  void whoGetsNoAnswerDoesNotGoOnWithTheSidecarOfAnother() {
    stalls(attempt(stores, name -> appends(name, "first"), "a", "b"));
    assertThat(run(stores, "other", append("b"))).isInstanceOf(CommitResult.Committed.class);
    Stores lossy =
        losing(
            () -> {
              recover(ID.value());
              run(stores, "another", create("c"));
            });

    CommitResult second = attempt(lossy, name -> appends(name, "second"), "a", "b").run();

    boolean visible = rows("a").contains(new OperationId("second"));
    assertThat(visible).isEqualTo(second instanceof CommitResult.Committed);
    assertThat(audited()).isEqualTo(visible ? Verdict.COMMITTED : Verdict.ABORTED);
    assertThat(second).isInstanceOf(CommitResult.Rejected.class);
    assertThat(stores.sidecars().exists(ID)).isFalse();
  }

  /** Its commits are not there, and never will be: the audit record alone says how the id ended. */
  @Test
  void aSidecarThatComesWhenAnotherTryIsCommittedIsNotRolledBack() {
    List<Sidecar> sent = new ArrayList<>();
    Writer late =
        attempt(
            through(
                call -> {
                  if (call.name().equals("SidecarStore.create")) {
                    sent.add((Sidecar) call.arguments().get(0));
                    throw new StoreException.OutcomeUnknown("late", null);
                  }
                  return call.make();
                }),
            name -> appends(name, "late"),
            "a");
    while (sent.isEmpty()) {
      late.step();
    }
    assertThat(attempt(stores, name -> appends(name, "first"), "a").run())
        .isInstanceOf(CommitResult.Committed.class);
    assertThat(run(stores, "other", append("b"))).isInstanceOf(CommitResult.Committed.class);

    stores.sidecars().create(sent.get(0));

    assertThat(recover(ID.value())).isInstanceOf(Outcome.Finished.class);
    assertThat(audited()).isEqualTo(Verdict.COMMITTED);
    assertThat(rows("a"))
        .contains(new OperationId("first"))
        .doesNotContain(new OperationId("late"));
    assertThat(late.run()).isInstanceOf(CommitResult.Committed.class);
  }

  /** What is in its way is what the first has done. */
  @Test
  void whoCannotBeginIsToldWhatTheFirstTryHasDone() {
    Function<String, TableIntent> drop = name -> TableIntent.of(name, table("b"), new Drop());
    CommitResult first = attempt(stores, drop, "b").run();
    TableId dropped = stores.manifests().readNewest().tombstone("b").orElseThrow().former().table();
    assertThat(run(stores, "other", append("a"))).isInstanceOf(CommitResult.Committed.class);

    CommitResult second =
        attempt(stores, name -> TableIntent.of(name, dropped, new Drop()), "b").run();

    assertThat(first).isInstanceOf(CommitResult.Committed.class);
    assertThat(second)
        .isInstanceOfSatisfying(
            CommitResult.Committed.class, again -> assertThat(again.isRepeat()).isTrue());
  }

  /** What only drops puts its sidecar again, and finds one that is not its own. */
  @Test
  void whoPutsAgainDoesNotGoOnWithTheSidecarOfAnother() {
    Function<String, TableIntent> drop = name -> TableIntent.of(name, table(name), new Drop());
    Writer first = attempt(stores, drop, "a");
    Writer second = attempt(losing(() -> {}), drop, "a");
    while (second.state().phase() != WriterState.Phase.MAYBE_ARMED) {
      second.step();
    }
    second.step();
    assertThat(second.state().phase()).isEqualTo(WriterState.Phase.ARM);
    assertThat(run(stores, "other", append("a"))).isInstanceOf(CommitResult.Committed.class);
    stalls(first);

    second.step();

    assertThat(second.state().phase()).isEqualTo(WriterState.Phase.CONVERGE);
    assertThat(second.run()).isInstanceOf(CommitResult.Committed.class);
    assertThat(audited()).isEqualTo(Verdict.COMMITTED);
    assertThat(stores.manifests().readNewest().pin("a")).isEmpty();
  }
}
