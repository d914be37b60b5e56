package dev.rollforward.core;

import static dev.rollforward.core.Histories.A;
import static dev.rollforward.core.Histories.ME;
import static dev.rollforward.core.Histories.OTHER;
import static dev.rollforward.core.Histories.change;
import static dev.rollforward.core.Histories.foreign;
import static dev.rollforward.core.Histories.history;
import static dev.rollforward.core.Histories.restore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the protocol reads out of a table's history. */
class HistoriesTest {
  private static final GroupId GROUP = new GroupId("g");
  private static final TableId N = new TableId("n");
  private static final TablePlan APPEND =
      TablePlan.append("a", new Pin(A, 3), 5, UUID.randomUUID());
  private static final PlannedCommit MINE = APPEND.commits().get(0);
  private static final TablePlan CREATE = TablePlan.create("n", N, UUID.randomUUID());
  private static final Sidecar SIDECAR = Sidecar.of(GROUP, ME, 1, List.of(APPEND, CREATE));

  @Test
  void aLandingIsCleanOnlyByIdentityAndInItsPlace() {
    TableHistory mine = history(3, change(4, OTHER), restore(5, 3), change(6, ME, MINE));
    TableHistory rebased =
        history(3, change(4, OTHER), restore(5, 3), change(6, OTHER), change(7, ME, MINE));
    TableHistory unplanned = history(5, change(6, ME));

    assertThat(Landing.isClean(APPEND, mine)).isTrue();
    assertThat(Landing.isClean(otherOf(APPEND), mine)).isFalse();
    assertThat(Landing.isClean(APPEND, rebased)).isFalse();
    assertThat(Landing.isClean(APPEND, unplanned)).as("not its commit").isFalse();
    assertThat(Landing.isClean(APPEND, history(3))).isFalse();
  }

  /** The same change, planned by somebody else. */
  private static TablePlan otherOf(TablePlan plan) {
    return TablePlan.append(
        plan.name(), plan.expected().orElseThrow(), plan.base(), UUID.randomUUID());
  }

  /** Each commit of a chain is told from the others of the same operation. */
  @Test
  void aChainIsCleanOnlyInItsOrder() {
    TablePlan two = TablePlan.append("a", new Pin(A, 3), 5, UUID.randomUUID(), UUID.randomUUID());
    PlannedCommit first = two.commits().get(0);
    PlannedCommit second = two.commits().get(1);

    assertThat(Landing.isClean(two, history(5, change(6, ME, first), change(7, ME, second))))
        .isTrue();
    assertThat(Landing.isClean(two, history(5, change(6, ME, second), change(7, ME, first))))
        .isFalse();
    assertThat(Landing.isClean(two, history(5, change(6, ME, first)))).isFalse();
    assertThat(Landing.isClean(TablePlan.drop("a", new Pin(A, 3)), history(5))).isTrue();
  }

  @Test
  void aRestoreThatServesAnOperationIsNotItsLanding() {
    TableHistory fenced = history(3, restore(4, 3), restore(5, 3), restore(6, 3, ME));
    TableHistory disguised =
        history(
            5,
            new TableVersion(
                6, Optional.of(MINE.transaction()), Optional.of(ME), new TableVersion.Restore(3)));

    assertThat(Landing.isClean(APPEND, fenced)).isFalse();
    assertThat(Landing.isClean(APPEND, disguised)).isFalse();
  }

  @Test
  void landedNamesTheTablesThatAreReached() {
    TableHistory reached = history(5, change(6, ME, MINE));
    TableHistory created = history(N, 0, change(1, ME, CREATE.commits().get(0)));
    TableHistory missing = history(N, 0);

    assertThat(Landing.landed(SIDECAR, Map.of(A, reached, N, created))).containsExactly("a", "n");
    assertThat(Landing.landed(SIDECAR, Map.of(A, reached, N, missing))).containsExactly("a");
    assertThat(Landing.landed(SIDECAR, Map.of(A, history(5), N, created))).containsExactly("n");
  }

  @Test
  void aFenceStandsOnlyAboveTheBase() {
    assertThat(Fence.holds(APPEND, history(3, change(4, OTHER), restore(5, 3)))).isFalse();
    assertThat(Fence.holds(APPEND, history(5, change(6, OTHER), restore(7, 3)))).isTrue();
    assertThat(Fence.holds(CREATE, history(N, 0))).isFalse();
    assertThat(Fence.holds(CREATE, history(N, 0, restore(1, 0)))).isTrue();
    assertThat(Fence.holds(CREATE, history(N, 0, change(1, ME)))).isTrue();
  }

  @Test
  void aChangeAboveTheBaseIsNoFence() {
    assertThat(Fence.holds(APPEND, history(5, change(6, OTHER)))).isFalse();
  }

  @Test
  void headResolvesThroughRestores() {
    assertThat(history(3).resolvedHead()).isEqualTo(3);
    assertThat(history(3, change(4, ME)).resolvedHead()).isEqualTo(4);
    assertThat(history(3, change(4, ME), restore(5, 3)).resolvedHead()).isEqualTo(3);
    assertThat(history(3, restore(4, 2), restore(5, 4)).resolvedHead()).isEqualTo(2);
    assertThat(history(3, change(4, ME), change(5, ME), restore(6, 4)).resolvedHead()).isEqualTo(4);
  }

  /** By what each version holds: a change makes it new, a restore copies it. */
  @Test
  void headResolvesToTheFirstVersionThatHoldsTheSame() {
    List<TableHistory> all = new ArrayList<>();
    grow(2, new ArrayList<>(), all);

    assertThat(all).hasSizeGreaterThan(100).allSatisfy(HistoriesTest::resolvesToTheFirst);
  }

  @Test
  void aWriterPreparesOnlyOnAHeadThatResolvesToThePin() {
    Manifest manifest = Manifest.first(GROUP);

    assertThat(PrepareTable.find(history(3, change(4, ME), restore(5, 3)), 3, manifest, Set.of(ME)))
        .isEqualTo(new PrepareTable.Ready(5));
    assertThat(PrepareTable.find(history(3, change(4, OTHER)), 3, manifest, Set.of(OTHER)))
        .isEqualTo(new PrepareTable.Blocked(new TreeSet<>(Set.of(OTHER))));
    assertThat(PrepareTable.find(history(3, change(4, OTHER)), 3, manifest, Set.of()))
        .isEqualTo(new PrepareTable.NeedsRepair());
    assertThat(
            PrepareTable.find(
                history(3, change(4, ME)), 3, Abort.next(manifest, SIDECAR), Set.of(ME)))
        .isEqualTo(new PrepareTable.NeedsRepair());
  }

  @Test
  void aRestoreOfAnOperationIsRepairedNotHelped() {
    assertThat(
            PrepareTable.find(
                history(3, restore(4, 2, OTHER)), 3, Manifest.first(GROUP), Set.of(OTHER)))
        .isEqualTo(new PrepareTable.NeedsRepair());
  }

  /** B12: restoring the pin would bury what an external tool has committed. */
  @Test
  void anExternalCommitIsNamed() {
    assertThat(external(history(3, foreign(4)))).isEqualTo(new PrepareTable.External(4, 4, true));
    assertThat(external(history(3, foreign(4), foreign(5))))
        .isEqualTo(new PrepareTable.External(5, 5, true));
    assertThat(external(history(3, change(4, OTHER), foreign(5))))
        .as("on leftovers of an aborted operation")
        .isEqualTo(new PrepareTable.External(5, 5, false));
    assertThat(external(history(3, foreign(4), change(5, OTHER))))
        .as("under leftovers of an aborted operation")
        .isEqualTo(new PrepareTable.External(4, 5, false));
    assertThat(external(history(3, foreign(4), restore(5, 3))))
        .as("restored over")
        .isEqualTo(new PrepareTable.Ready(5));
    assertThat(external(history(3, foreign(4), change(5, OTHER), restore(6, 4))))
        .as("brought back")
        .isEqualTo(new PrepareTable.External(4, 6, false));
  }

  private static PrepareTable.Finding external(TableHistory history) {
    return PrepareTable.find(history, 3, Manifest.first(GROUP), Set.of());
  }

  /** R1: what is visible contains it, so it was committed, whatever the manifest has forgotten. */
  @Test
  void anOperationIsContainedByTheLineageOfThePin() {
    PlannedCommit create = CREATE.commits().get(0);

    assertThat(contains(history(5, change(6, ME, MINE)), 6)).isTrue();
    assertThat(contains(history(5, change(6, ME, MINE), change(7, OTHER)), 7)).isTrue();
    assertThat(contains(history(5, change(6, ME, MINE), change(7, OTHER), restore(8, 6)), 8))
        .isTrue();
    assertThat(contains(history(5, change(6, ME, MINE), restore(7, 3), change(8, OTHER)), 8))
        .as("restored over")
        .isFalse();
    assertThat(contains(history(5, change(6, OTHER), change(7, ME, MINE)), 7))
        .as("not where it had to land")
        .isFalse();
    assertThat(contains(history(5, change(6, ME, MINE)), 5)).as("below the pin only").isFalse();
    Manifest created = showing("n", new Pin(N, 1));
    assertThat(Containment.holds(SIDECAR, created, Map.of(N, history(N, 0, change(1, ME, create)))))
        .isTrue();
    assertThat(Containment.holds(SIDECAR, created, Map.of())).as("cleaned up").isFalse();
  }

  @Test
  void aDropIsContainedByItsTombstone() {
    Sidecar drop = Sidecar.of(GROUP, ME, 1, List.of(TablePlan.drop("a", new Pin(A, 3))));
    Sidecar other = Sidecar.of(GROUP, OTHER, 1, List.of(TablePlan.drop("a", new Pin(A, 3))));
    Manifest dropped = ((Publish.Ready) Publish.attempt(showing("a", new Pin(A, 3)), drop)).next();

    assertThat(Containment.holds(drop, dropped, Map.of())).isTrue();
    assertThat(Containment.holds(other, dropped, Map.of())).isFalse();
  }

  private static boolean contains(TableHistory history, long pin) {
    return Containment.holds(SIDECAR, showing("a", new Pin(A, pin)), Map.of(A, history));
  }

  private static Manifest showing(String name, Pin pin) {
    return Manifest.of(GROUP, 9, Map.of(name, pin), Map.of(), Optional.empty());
  }

  @Test
  void aHistoryHasNoGaps() {
    for (long from = 0; from < 3; from++) {
      for (int numbers = 0; numbers < 32; numbers++) {
        checkGaps(from, numbers);
      }
    }
  }

  /** Whether the versions whose bits are set in {@code numbers}, from 1 on, are a history. */
  private static void checkGaps(long from, int numbers) {
    NavigableMap<Long, TableVersion> versions = new TreeMap<>();
    for (long version = 1; version <= 5; version++) {
      if ((numbers >> (version - 1) & 1) == 1) {
        versions.put(version, change(version, ME));
      }
    }
    List<Long> wanted = new ArrayList<>();
    while (wanted.size() < versions.size()) {
      wanted.add(from + 1 + wanted.size());
    }
    if (wanted.equals(List.copyOf(versions.keySet()))) {
      assertThat(TableHistory.of(A, from, versions).head()).isEqualTo(from + versions.size());
    } else {
      assertThatThrownBy(() -> TableHistory.of(A, from, versions))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("history of a above " + from + " has gaps: " + versions.keySet());
    }
  }

  /** Adds to {@code all} every history above {@code from} of up to four versions. */
  private static void grow(long from, List<TableVersion> above, List<TableHistory> all) {
    all.add(history(from, above.toArray(TableVersion[]::new)));
    if (above.size() == 4) {
      return;
    }
    long version = from + above.size() + 1;
    List<TableVersion> choices = new ArrayList<>(List.of(change(version, ME)));
    for (long of = 0; of < version; of++) {
      choices.add(restore(version, of));
    }
    for (TableVersion choice : choices) {
      List<TableVersion> grown = new ArrayList<>(above);
      grown.add(choice);
      grow(from, grown, all);
    }
  }

  private static void resolvesToTheFirst(TableHistory history) {
    Map<Long, Long> origins = new TreeMap<>();
    for (long version = 0; version <= history.from(); version++) {
      origins.put(version, version);
    }
    history
        .versions()
        .forEach(
            (number, version) ->
                origins.put(number, restored(version).map(origins::get).orElse(number)));
    assertThat(history.resolvedHead()).as("%s", history).isEqualTo(origins.get(history.head()));
  }

  private static Optional<Long> restored(TableVersion version) {
    return version.content() instanceof TableVersion.Restore restore
        ? Optional.of(restore.of())
        : Optional.empty();
  }
}
