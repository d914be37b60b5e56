package dev.rollforward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.Verdict;
import dev.rollforward.core.TableVersion;
import dev.rollforward.engine.OnExternal;
import dev.rollforward.engine.Recovery;
import dev.rollforward.engine.Recovery.Mode;
import dev.rollforward.engine.Recovery.Outcome;
import dev.rollforward.testkit.memory.MemoryTableStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * B12: what another tool has committed to a table is named, and stays until a caller says what is
 * to become of it; neither a writer nor a recovery takes it away on its own account.
 */
class ExternalChangesTest extends OnTwoTables {
  private static final OperationId EXTERNAL = new OperationId("external");

  private final MemoryTableStore tables = (MemoryTableStore) stores.tables();

  @Test
  void anExternalCommitIsRefusedByTableAndVersion() {
    long external = external("a");

    assertThat(run(stores, "op"))
        .isInstanceOfSatisfying(
            CommitResult.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(CommitResult.Reason.EXTERNAL_CHANGE);
              assertThat(rejected.table()).contains("a");
              assertThat(rejected.detail()).contains("version " + external);
            });
    assertThat(tables.history(table("a"), 0).head()).isEqualTo(external);
    assertThat(stores.sidecars().list().operations()).isEmpty();
  }

  @Test
  void anExternalCommitIsAdoptedOrDiscardedIfAsked() {
    external("a");
    external("b");

    assertThat(run(stores, "adopts", append("a").onExternal(OnExternal.ADOPT)))
        .isInstanceOf(CommitResult.Committed.class);
    assertThat(pin("a").version()).isEqualTo(3);
    assertThat(rows("a")).endsWith(EXTERNAL, new OperationId("adopts"));
    assertThat(run(stores, "drops", append("b").onExternal(OnExternal.DISCARD)))
        .isInstanceOf(CommitResult.Committed.class);
    assertThat(rows("b")).doesNotContain(EXTERNAL);
  }

  @Test
  void aRollBackLeavesAnExternalCommitAndNamesIt() {
    leave("dead", 2, append("a"), append("b"));
    long onItsRows = external("a");

    assertThat(recover("dead"))
        .isInstanceOfSatisfying(
            Outcome.HeldByExternal.class,
            held ->
                assertThat(held.reason())
                    .contains("table 'a' has versions [" + onItsRows + "]")
                    .contains("discardExternal"));
    assertThat(tables.history(table("a"), 0).head()).isEqualTo(onItsRows);
    assertThat(tables.rows(table("a"), onItsRows)).contains("external");
    assertIsAborted("dead");
    assertThat(run(stores, "op", append("a")))
        .isInstanceOfSatisfying(
            CommitResult.Rejected.class,
            rejected ->
                assertThat(rejected.reason()).isEqualTo(CommitResult.Reason.EXTERNAL_CHANGE));
  }

  /** It is decided, so the tables that have no external commit are free at once. */
  @Test
  void whatIsHeldByAnExternalCommitBlocksNoOtherTable() {
    leave("dead", 3, append("a"), append("b"));
    external("a");

    recover("dead");

    assertThat(run(stores, "op", append("b"))).isInstanceOf(CommitResult.Committed.class);
    assertThat(rows("b")).containsOnlyOnce(new OperationId("op"));
  }

  @Test
  void aRollBackGoesOnOnceAnExternalCommitIsDiscarded() {
    leave("dead", 2, append("a"), append("b"));
    external("a");
    recover("dead");

    assertThat(run(stores, "op", append("a").onExternal(OnExternal.DISCARD)))
        .isInstanceOf(CommitResult.Committed.class);

    assertIsFinished("dead");
    assertThat(rows("a")).contains(new OperationId("op")).doesNotContain(EXTERNAL);
  }

  /** In place of what the dead writer had planned, on rows that are visible. */
  @Test
  void aRollBackGoesOnOnceAnExternalCommitIsAdopted() {
    leave("dead", 1, append("a"), append("b"));
    external("a");
    recover("dead");

    assertThat(run(stores, "op", append("a").onExternal(OnExternal.ADOPT)))
        .isInstanceOf(CommitResult.Committed.class);

    assertIsFinished("dead");
    assertThat(rows("a")).contains(EXTERNAL, new OperationId("op"));
  }

  /** By a writer that has restored the pin, and has committed nothing after that. */
  @Test
  void anExternalCommitThatWasDiscardedHoldsNobody() {
    external("a");
    tables.restore(new OperationId("discards"), table("a"), pin("a").version());
    leave("dead", 2, append("a"), append("b"));

    assertIsFinished("dead");
    assertThat(rows("a")).doesNotContain(EXTERNAL, new OperationId("dead"));
  }

  /**
   * Nobody asks Lance to refuse a restore, so what is committed beside one is undone, and named.
   */
  @Test
  void anExternalCommitBesideARollBackIsNamed() {
    leave("dead", 2, append("a"), append("b"));
    long[] external = new long[1];
    Recovery beside =
        new Recovery(
            through(
                call -> {
                  if (call.name().equals("TableStore.restore") && external[0] == 0) {
                    external[0] = external("a");
                  }
                  return call.make();
                }),
            ProtocolListener.NONE);

    assertThat(beside.recover(new OperationId("dead"), Mode.FULL))
        .isInstanceOfSatisfying(
            Outcome.Finished.class,
            done ->
                assertThat(done.audit().reason())
                    .isEqualTo(done.reason())
                    .contains("table 'a' as versions [" + external[0] + "]"));
    assertThat(tables.rows(table("a"), external[0])).contains("external");
    assertThat(rows("a")).doesNotContain(EXTERNAL, new OperationId("dead"));
  }

  @Test
  void anExternalCommitToADroppedTableHoldsNobody() {
    leave("dead", 2, append("a"), append("b"));
    long external = external("a");
    run(stores, "drop", drop("a"));

    assertThat(recover("dead"))
        .isInstanceOfSatisfying(
            Outcome.Finished.class,
            done -> assertThat(done.reason()).contains("[" + external + "]"));
  }

  @Test
  void anExternalCommitBelowThePinIsNotUndone() {
    leave("dead", 1, append("a"), append("b"));
    external("a");
    assertThat(run(stores, "adopts", append("a").onExternal(OnExternal.ADOPT)))
        .isInstanceOf(CommitResult.Committed.class);

    assertThat(recover("dead"))
        .isInstanceOfSatisfying(
            Outcome.Finished.class, done -> assertThat(done.reason()).doesNotContain("external"));
    assertThat(rows("a")).contains(EXTERNAL, new OperationId("adopts"));
  }

  /** An owner that cannot undo what it has done says so, and why. */
  @Test
  void anOwnerThatGivesUpUnderAnExternalCommitNamesIt() {
    CommitResult told =
        run(
            through(
                call -> {
                  if (call.name().equals("TableStore.commit")
                      && call.arguments().get(1).toString().contains("name=b")) {
                    external("a");
                    external("b");
                  }
                  return call.make();
                }),
            "op");

    assertThat(told)
        .isInstanceOfSatisfying(
            CommitResult.Rejected.class,
            rejected ->
                assertThat(rejected.detail())
                    .contains("took no clean commit")
                    .contains("its sidecar is left for a recovery")
                    .contains("table 'a' has versions"));
    assertIsAborted("op");
  }

  private void assertIsAborted(String operation) {
    OperationId id = new OperationId(operation);
    assertThat(stores.manifests().readNewest().decisionOf(id))
        .hasValueSatisfying(decision -> assertThat(decision.verdict()).isEqualTo(Verdict.ABORTED));
    assertThat(stores.sidecars().exists(id)).isTrue();
    assertThat(stores.audits().read(id)).isEmpty();
  }

  private void assertIsFinished(String operation) {
    assertThat(recover(operation))
        .isInstanceOfSatisfying(
            Outcome.Finished.class,
            done -> assertThat(done.audit().verdict()).isEqualTo(Verdict.ABORTED));
    assertThat(stores.sidecars().exists(new OperationId(operation))).isFalse();
    assertThat(rows("a")).doesNotContain(new OperationId(operation));
    List<TableVersion> held = List.copyOf(tables.history(table("a"), 0).versions().values());
    assertThat(tables.rows(table("a"), held.get(held.size() - 1).version()))
        .doesNotContain(operation);
  }

  private long external(String name) {
    return tables.appendExternally(table(name), "external");
  }
}
