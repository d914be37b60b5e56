package dev.rollforward.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.OperationId;
import dev.rollforward.core.Landing;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TablePlan;
import dev.rollforward.core.TableVersion;
import dev.rollforward.port.TableStore;
import dev.rollforward.port.TableStore.CommitOutcome;
import dev.rollforward.port.TableStore.CommitOutcome.Landed;
import dev.rollforward.port.TableStore.CommitOutcome.Refused;
import dev.rollforward.port.TableStore.StagedChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every table store must do. Each test has the name of the statement of {@code
 * contract/LanceTable.tla} that it checks.
 */
@Timeout(120)
public abstract class TableStoreContract {
  private static final TableId TABLE = new TableId("t");
  private static final OperationId CREATOR = new OperationId("creator");
  private static final OperationId ALICE = new OperationId("alice");
  private static final OperationId BOB = new OperationId("bob");
  private static final OperationId MENDER = new OperationId("mender");

  /** The store, without tables at the start of each test; the same one throughout a test. */
  protected abstract TableStore store();

  /** Rows staged for a commit to the table of {@code plan} at {@code plan.base()}. */
  protected abstract StagedChange stage(TablePlan plan, List<String> rows);

  /** What {@code table} holds at {@code version}, read by no way of the port's, oldest first. */
  protected abstract List<String> rows(TableId table, long version);

  @Test
  public void VersionsAreLinear() {
    create("c");
    List<CommitOutcome> outcomes =
        Together.run(
            IntStream.range(0, 4)
                .<Callable<CommitOutcome>>mapToObj(i -> () -> append(ALICE, 1, "row " + i))
                .toList());
    List<Long> landed = landed(outcomes);
    assertThat(landed)
        .isNotEmpty()
        .containsExactlyElementsOf(LongStream.rangeClosed(2, head()).boxed().toList());
    List<List<String>> before = allRows();
    append(BOB, head(), "b");
    store().restore(MENDER, TABLE, 1);
    assertThat(allRows().subList(0, before.size())).as("committed versions").isEqualTo(before);
    assertThat(head()).isEqualTo(before.size() + 2L);
  }

  @Test
  public void AppendRebases() {
    create("c");
    assertThat(append(ALICE, 1, "a")).isEqualTo(new Landed(2));
    assertThat(append(BOB, 1, "b")).isEqualTo(new Landed(3));
    assertThat(rows(TABLE, 3)).containsExactlyInAnyOrder("c", "a", "b");
  }

  @Test
  public void AppendRefusedAfterRestore() {
    create("c");
    StagedChange stale = stage(appendPlan(1), List.of("stale"));
    append(ALICE, 1, "a");
    store().restore(MENDER, TABLE, 1);
    assertThat(commit(BOB, appendPlan(1), stale)).isInstanceOf(Refused.class);
    assertThat(append(BOB, 2, "above the append, below the restore")).isInstanceOf(Refused.class);
    assertThat(head()).isEqualTo(3);
    assertThat(append(BOB, 3, "b")).as("on top of the restore").isEqualTo(new Landed(4));
    assertThat(rows(TABLE, 4)).containsExactlyInAnyOrder("c", "b");
  }

  @Test
  public void RestoreNeverRefused() {
    create("c");
    append(ALICE, 1, "a");
    assertThat(store().restore(MENDER, TABLE, 1)).as("over an append").isEqualTo(at(3));
    assertThat(store().restore(MENDER, TABLE, 1)).as("over a restore").isEqualTo(at(4));
    assertThat(store().restore(MENDER, TABLE, 4)).as("of HEAD itself").isEqualTo(at(5));
    assertThat(store().restore(MENDER, TABLE, 2)).as("of what was undone").isEqualTo(at(6));
  }

  @Test
  public void RestoreBringsBackContent() {
    create("c");
    append(ALICE, 1, "a");
    append(BOB, 2, "b");
    store().restore(MENDER, TABLE, 2);
    assertThat(rows(TABLE, 4)).isEqualTo(rows(TABLE, 2)).containsExactlyInAnyOrder("c", "a");
    assertThat(history().resolvedHead()).isEqualTo(2);
    store().restore(MENDER, TABLE, 4);
    assertThat(rows(TABLE, 5)).isEqualTo(rows(TABLE, 2));
    assertThat(history().resolvedHead()).isEqualTo(2);
  }

  @Test
  public void CreateRefusedIfExists() {
    StagedChange late = stage(createPlan(), List.of("late"));
    create("c");
    assertThat(commit(BOB, createPlan(), late)).isInstanceOf(Refused.class);
    assertThat(head()).isEqualTo(1);
    assertThat(rows(TABLE, 1)).containsExactly("c");
  }

  @Test
  public void FenceRefusedIfExists() {
    StagedChange late = stage(createPlan(), List.of("late"));
    assertThat(store().restore(MENDER, TABLE, Pin.ABSENT)).isEqualTo(at(1));
    assertThat(rows(TABLE, 1)).isEmpty();
    assertThat(history().resolvedHead()).isEqualTo(Pin.ABSENT);
    assertThat(commit(ALICE, createPlan(), late)).isInstanceOf(Refused.class);
    assertThat(store().restore(MENDER, TABLE, Pin.ABSENT)).isEmpty();
    assertThat(head()).isEqualTo(1);
  }

  @Test
  public void TransactionTellsItsOperation() {
    create("c");
    append(ALICE, 1, "a");
    store().restore(MENDER, TABLE, 1);
    TableId fenced = new TableId("fenced");
    store().restore(MENDER, fenced, Pin.ABSENT);

    assertThat(versions(TABLE, Pin.ABSENT))
        .containsExactly(
            told(1, CREATOR, new TableVersion.Change()),
            told(2, ALICE, new TableVersion.Change()),
            told(3, MENDER, new TableVersion.Restore(1)));
    assertThat(store().history(TABLE, 2).versions()).containsOnlyKeys(3L);
    assertThat(versions(fenced, Pin.ABSENT))
        .containsExactly(told(1, MENDER, new TableVersion.Restore(Pin.ABSENT)));
    assertThat(store().history(new TableId("nowhere"), Pin.ABSENT).head()).isEqualTo(Pin.ABSENT);
  }

  /** The commits of one operation are told from each other, also where they were rebased. */
  @Test
  public void TransactionTellsItsCommit() {
    UUID created = UUID.randomUUID();
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    TablePlan create = TablePlan.create("t", TABLE, created);
    commit(CREATOR, create, stage(create, List.of("c")));
    TablePlan two = TablePlan.append("t", new Pin(TABLE, 1), 1, first, second);
    StagedChange one = stage(two, List.of("a"));
    StagedChange other = stage(two, List.of("b"));
    store().commit(ALICE, two, two.commits().get(0), one);
    append(BOB, 2, "between");
    store().commit(ALICE, two, two.commits().get(1), other);

    NavigableMap<Long, TableVersion> versions = history().versions();
    assertThat(versions.get(1L).transaction()).contains(created);
    assertThat(versions.get(2L).transaction()).contains(first);
    assertThat(versions.get(4L).transaction()).contains(second);
    assertThat(Landing.isClean(two.commits().get(0), history())).isTrue();
    assertThat(Landing.isClean(two.commits().get(1), history())).as("rebased").isFalse();
  }

  private List<TableVersion> versions(TableId table, long from) {
    return store().history(table, from).versions().values().stream()
        .map(v -> told(v.version(), v.operation().orElseThrow(), v.content()))
        .toList();
  }

  private static TableVersion told(
      long version, OperationId operation, TableVersion.Content content) {
    return new TableVersion(version, Optional.empty(), Optional.of(operation), content);
  }

  private void create(String row) {
    StagedChange change = stage(createPlan(), List.of(row));
    assertThat(commit(CREATOR, createPlan(), change)).isEqualTo(new Landed(1));
  }

  private CommitOutcome append(OperationId operation, long base, String row) {
    TablePlan plan = appendPlan(base);
    return commit(operation, plan, stage(plan, List.of(row)));
  }

  private CommitOutcome commit(OperationId operation, TablePlan plan, StagedChange change) {
    return store().commit(operation, plan, plan.commits().get(0), change);
  }

  private TableHistory history() {
    return store().history(TABLE, Pin.ABSENT);
  }

  private long head() {
    return history().head();
  }

  private List<List<String>> allRows() {
    List<List<String>> all = new ArrayList<>();
    for (long version = 1; version <= head(); version++) {
      all.add(rows(TABLE, version));
    }
    return all;
  }

  private static TablePlan createPlan() {
    return TablePlan.create("t", TABLE, UUID.randomUUID());
  }

  private static TablePlan appendPlan(long base) {
    return TablePlan.append("t", new Pin(TABLE, 1), base, UUID.randomUUID());
  }

  private static List<Long> landed(List<CommitOutcome> outcomes) {
    List<Long> versions = new ArrayList<>();
    for (CommitOutcome outcome : outcomes) {
      if (outcome instanceof Landed landed) {
        versions.add(landed.version());
      }
    }
    Collections.sort(versions);
    return versions;
  }

  private static OptionalLong at(long version) {
    return OptionalLong.of(version);
  }
}
