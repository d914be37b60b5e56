package dev.rollforward.lance;

import static dev.rollforward.lance.TestTables.T;
import static dev.rollforward.lance.TestTables.op;
import static dev.rollforward.lance.TestTables.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.OperationId;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TableVersion;
import dev.rollforward.port.TableStore.CommitOutcome;
import dev.rollforward.port.TableStore.CommitOutcome.Landed;
import dev.rollforward.port.TableStore.CommitOutcome.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * The statements of {@code contract/LanceTable.tla}, on the real Lance. Each test bears the name of
 * the operator that it vouches for; a Lance release that breaks one breaks the protocol.
 */
class LanceTableContractTest extends OnTestTables {
  private static final int THREADS = 4;

  @Test
  void VersionsAreLinear() {
    tables.create(T, 1);
    Map<Long, List<Long>> seen = new TreeMap<>(Map.of(1L, tables.ids(T, 1)));

    for (long head = 1; head < 8; head++) {
      long landed = head % 3 == 0 ? restored(head - 1) : appended(head);
      assertThat(landed).isEqualTo(head + 1);
      seen.put(landed, tables.ids(T, landed));
      seen.forEach((version, ids) -> assertThat(tables.ids(T, version)).isEqualTo(ids));
    }
    assertThat(told(tables.store.history(T, 0)).keySet()).isEqualTo(seen.keySet());
  }

  private long appended(long head) {
    return landed(tables.append("append-" + head, T, head, head + 1));
  }

  private long restored(long pin) {
    return tables.restore("restore-" + pin, T, pin);
  }

  @Test
  void AppendRebases() {
    tables.create(T, 1);
    tables.appendUpTo(T, 3);

    assertThat(tables.append("stale", T, 1, 100)).isEqualTo(new Landed(4));
    assertThat(tables.ids(T, 4)).containsExactly(1L, 2L, 3L, 100L);
    assertThat(told(tables.store.history(T, 3)).get(4L))
        .isEqualTo(
            new TableVersion(
                4, Optional.empty(), Optional.of(op("stale")), new TableVersion.Change()));
  }

  /** Every version above the base counts, whatever else lies between, over, or under it. */
  @Test
  void AppendRefusedAfterRestore() {
    tables.create(T, 1);
    tables.appendUpTo(T, 3);
    tables.restore("restore", T, 2);
    tables.appendUpTo(T, 6);

    for (long base = 1; base <= 3; base++) {
      CommitOutcome outcome = tables.append("stale", T, base, 100);
      assertThat(outcome).isInstanceOf(Refused.class);
      assertThat(((Refused) outcome).reason()).contains("Append", "Restore at version 4");
    }
    assertThat(tables.head(T)).isEqualTo(6);
    assertThat(tables.append("above", T, 4, 100)).isEqualTo(new Landed(7));
  }

  @Test
  void RestoreNeverRefused() throws Exception {
    tables.create(T, 1);
    tables.appendUpTo(T, 3);
    assertThat(tables.restoreRaw("stale", T, 1, 2)).isEqualTo(4);
    assertThat(tables.restoreRaw("stale", T, 2, 1)).isEqualTo(5);
    assertThat(tables.restoreRaw("stale", T, 1, 4)).isEqualTo(6);

    for (int round = 0; round < 10; round++) {
      long base = tables.head(T);
      List<Callable<Long>> calls = new ArrayList<>();
      calls.add(() -> tables.restore("restore", T, 2));
      for (int i = 1; i < THREADS; i++) {
        LanceStagedChange change = tables.store.staging().stageAppend(T, base, tables.rows(i));
        calls.add(
            () ->
                tables.commit("append", change, base) instanceof Landed landed
                    ? landed.version()
                    : 0L);
      }
      long restore = Race.together(calls).get(0);
      assertThat(tables.ids(T, restore)).containsExactly(1L, 2L);
    }
  }

  @Test
  void RestoreBringsBackContent() {
    tables.create(T, 1);
    tables.appendUpTo(T, 4);

    assertThat(tables.restore("r", T, 2)).isEqualTo(5);
    assertThat(tables.restore("r", T, 3)).isEqualTo(6);
    assertThat(tables.restore("r", T, 5)).isEqualTo(7);
    assertThat(tables.restore("r", T, 7)).isEqualTo(8);

    assertThat(tables.ids(T, 6)).containsExactly(1L, 2L, 3L);
    assertThat(tables.ids(T, 8)).isEqualTo(tables.ids(T, 2)).containsExactly(1L, 2L);
    assertThat(tables.store.history(T, 1).resolvedHead()).isEqualTo(2);
    assertThat(tables.store.history(T, 6).resolvedHead()).isEqualTo(5);
  }

  @Test
  void CreateRefusedIfExists() {
    assertThat(tables.create("first", T, 1)).isEqualTo(new Landed(1));
    assertThat(tables.create("second", T, 2)).isInstanceOf(Refused.class);
    tables.appendUpTo(T, 2);
    assertThat(tables.create("third", T, 3)).isInstanceOf(Refused.class);
    assertThat(tables.head(T)).isEqualTo(2);
    assertThat(tables.ids(T, 2)).containsExactly(1L, 2L);

    TableId fenced = new TableId("fenced");
    LanceStagedChange stalled = tables.store.staging().stageCreate(fenced, tables.rows(1));
    assertThat(tables.store.restore(op("sweep"), fenced, 0)).hasValue(1);
    assertThat(tables.commit("stalled", TestTables.creation(fenced), stalled))
        .isInstanceOf(Refused.class);
    assertThat(told(tables.store.history(fenced, 0)))
        .containsExactly(Map.entry(1L, restore(1, "sweep", 0)));
  }

  @Test
  void FenceRefusedIfExists() {
    tables.create(T, 1);
    assertThat(tables.store.restore(op("sweep"), T, 0)).isEmpty();
    assertThat(told(tables.store.history(T, 0)))
        .containsExactly(Map.entry(1L, change(1, "create")));

    TableId fenced = new TableId("fenced");
    assertThat(tables.store.restore(op("sweep"), fenced, 0)).hasValue(1);
    assertThat(tables.store.restore(op("sweep"), fenced, 0)).isEmpty();
    assertThat(tables.store.restore(op("other"), fenced, 0)).isEmpty();
    assertThat(told(tables.store.history(fenced, 0)))
        .containsExactly(Map.entry(1L, restore(1, "sweep", 0)));
  }

  @Test
  void TransactionTellsItsOperation() throws Exception {
    try (ChildJvm child = ChildJvm.start(CommittingChild.class, root.toString())) {
      child.say("create t child-create 1");
      child.hear();
      child.say("append t child-append 1 2");
      child.hear();
    }
    tables.restore("restore", T, 1);
    tables.append("append", T, 3, 4);

    try (TestTables other = new TestTables(root)) {
      assertThat(told(other.store.history(T, 0)))
          .containsExactly(
              Map.entry(1L, change(1, "child-create")),
              Map.entry(2L, change(2, "child-append")),
              Map.entry(3L, restore(3, "restore", 1)),
              Map.entry(4L, change(4, "append")));
    }
  }

  @Test
  void StagedIsInvisible() {
    LanceStagedChange creation = tables.store.staging().stageCreate(T, tables.rows(1, 2));
    assertThat(tables.head(T)).isZero();
    tables.commit("create", TestTables.creation(T), creation);

    LanceStagedChange first = tables.store.staging().stageAppend(T, 1, tables.rows(3));
    LanceStagedChange second = tables.store.staging().stageAppend(T, 1, tables.rows(4));
    assertThat(tables.head(T)).isEqualTo(1);
    assertThat(tables.ids(T, 1)).containsExactly(1L, 2L);

    assertThat(tables.commit("second", second, 1)).isEqualTo(new Landed(2));
    assertThat(tables.ids(T, 2)).containsExactly(1L, 2L, 4L);
    assertThat(first.rows()).isEqualTo(1);
  }

  @Test
  void CommitSurvivesKill() throws Exception {
    tables.create(T, 1);
    try (ChildJvm child = ChildJvm.start(CommittingChild.class, root.toString())) {
      child.say("append t killed 1 2");
      assertThat(child.hear()).isEqualTo(new Landed(2).toString());
      child.kill();
    }
    assertThat(told(tables.store.history(T, 1)))
        .containsExactly(Map.entry(2L, change(2, "killed")));
    assertThat(tables.ids(T, 2)).containsExactly(1L, 2L);
  }

  /** Threads append and restore from one base per round; the history must explain every version. */
  @Test
  void OneLandsAtEachVersion() throws Exception {
    tables.create(T, 1);
    Map<Long, OperationId> landed = new TreeMap<>();
    for (int round = 0; round < 12; round++) {
      long base = tables.head(T);
      List<Callable<Optional<Map.Entry<Long, OperationId>>>> calls = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        calls.add(racer(base, 10L * round + thread + 100, thread == 0));
      }
      for (Optional<Map.Entry<Long, OperationId>> entry : Race.together(calls)) {
        entry.ifPresent(e -> assertThat(landed.put(e.getKey(), e.getValue())).isNull());
      }
    }

    TableHistory history = tables.store.history(T, 1);
    Map<Long, OperationId> told = new TreeMap<>();
    history.versions().forEach((v, version) -> told.put(v, version.operation().orElseThrow()));
    assertThat(told).isEqualTo(landed);
    assertContentIsExplained(history);
  }

  /** Appends the row {@code id} or restores a version near the base, in the name of {@code id}. */
  private Callable<Optional<Map.Entry<Long, OperationId>>> racer(
      long base, long id, boolean restores) {
    OperationId operation = op("op-" + id);
    if (restores) {
      long pin = Math.max(1, base - 1);
      return () -> Optional.of(Map.entry(tables.restore(operation.value(), T, pin), operation));
    }
    LanceStagedChange change = tables.store.staging().stageAppend(T, base, tables.rows(id));
    return () ->
        tables.commit(operation.value(), change, base) instanceof Landed landed
            ? Optional.of(Map.entry(landed.version(), operation))
            : Optional.empty();
  }

  private void assertContentIsExplained(TableHistory history) {
    Map<Long, List<Long>> content = new TreeMap<>(Map.of(1L, List.of(1L)));
    for (TableVersion version : history.versions().values()) {
      content.put(version.version(), explained(version, content));
      assertThat(tables.ids(T, version.version())).isEqualTo(content.get(version.version()));
    }
  }

  private static List<Long> explained(TableVersion version, Map<Long, List<Long>> content) {
    if (version.content() instanceof TableVersion.Restore restore) {
      return content.get(restore.of());
    }
    List<Long> ids = new ArrayList<>(content.get(version.version() - 1));
    ids.add(Long.parseLong(version.operation().orElseThrow().value().substring("op-".length())));
    return ids;
  }

  private static TableVersion change(long version, String operation) {
    return new TableVersion(
        version, Optional.empty(), Optional.of(op(operation)), new TableVersion.Change());
  }

  private static TableVersion restore(long version, String operation, long of) {
    return new TableVersion(
        version, Optional.empty(), Optional.of(op(operation)), new TableVersion.Restore(of));
  }

  private static long landed(CommitOutcome outcome) {
    assertThat(outcome).isInstanceOf(Landed.class);
    return ((Landed) outcome).version();
  }
}
