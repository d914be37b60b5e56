package dev.rollforward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The pure decisions of the protocol, each at its edges. */
class DecisionsTest {
  private static final GroupId GROUP = new GroupId("g");
  private static final TableId A = new TableId("a");
  private static final TableId N = new TableId("n");
  private static final OperationId ME = new OperationId("me");
  private static final OperationId OTHER = new OperationId("other");
  private static final TablePlan APPEND = new TablePlan("a", A, ChangeKind.APPEND, 3, 5);
  private static final TablePlan CREATE = new TablePlan("n", N, ChangeKind.CREATE, 0, 0);
  private static final Sidecar SIDECAR = new Sidecar(GROUP, ME, List.of(APPEND, CREATE));

  @Test
  void publishMovesEveryPinAndDecidesInOneManifest() {
    Manifest next = ready(Publish.attempt(manifest(3), SIDECAR));

    assertThat(next.version()).isEqualTo(8);
    assertThat(next.pin("a")).contains(new Pin(A, 6));
    assertThat(next.pin("n")).contains(new Pin(N, 1));
    assertThat(next.decisionOf(ME)).map(Decision::verdict).contains(Verdict.COMMITTED);
    assertThat(next.committedBy()).contains(ME);
  }

  @Test
  void publishMeetsAMovedPin() {
    assertThat(Publish.attempt(manifest(4), SIDECAR))
        .isEqualTo(new Publish.Moved(new ExpectedVersionMismatch("a", 3, 4)));
  }

  @Test
  void publishMeetsATableOfTheSameNameUnderAnotherIdentity() {
    Manifest taken = withPin(manifest(3), "n", new Pin(new TableId("n-of-other"), 1));

    assertThat(Publish.attempt(taken, SIDECAR))
        .isEqualTo(new Publish.Moved(new ExpectedVersionMismatch("n", 0, 1)));
  }

  @Test
  void publishMeetsADecisionBeforeItLooksAtPins() {
    Manifest aborted = Abort.next(manifest(4), SIDECAR);

    assertThat(Publish.attempt(aborted, SIDECAR))
        .isInstanceOfSatisfying(
            Publish.AlreadyDecided.class,
            decided -> assertThat(decided.decision().verdict()).isEqualTo(Verdict.ABORTED));
  }

  @Test
  void abortMovesNoPinAndNeverDecidesTwice() {
    Manifest aborted = Abort.next(manifest(3), SIDECAR);

    assertThat(aborted.pins()).isEqualTo(manifest(3).pins());
    assertThat(aborted.committedBy()).isEmpty();
    assertThatThrownBy(() -> Abort.next(aborted, SIDECAR))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("me");
  }

  @Test
  void aCommitIsForgottenOnceItsSidecarIsGone() {
    Manifest committed = ready(Publish.attempt(manifest(3), SIDECAR));

    assertThat(ForgetDecision.in(committed, Set.of(ME)).decisions()).containsKey(ME);
    assertThat(ForgetDecision.in(committed, Set.of(OTHER)).decisions()).isEmpty();
  }

  @Test
  void anAbortIsKeptWhileEveryPinIsTheExpectedOne() {
    Manifest aborted = Abort.next(manifest(3), SIDECAR);
    Manifest moved = withPin(aborted, "a", new Pin(A, 4));

    assertThat(ForgetDecision.in(aborted, Set.of()).decisions()).containsKey(ME);
    assertThat(ForgetDecision.in(moved, Set.of()).decisions()).isEmpty();
    assertThat(ForgetDecision.in(moved, Set.of(ME)).decisions()).containsKey(ME);
  }

  @Test
  void aLandingIsCleanOnlyByIdentityAndInItsPlace() {
    TableHistory mine = history(3, change(4, OTHER), restore(5, 3), change(6, ME));
    TableHistory rebased =
        history(3, change(4, OTHER), restore(5, 3), change(6, OTHER), change(7, ME));
    TableHistory restored = history(3, restore(4, 3), restore(5, 3), restore(6, 3));

    assertThat(Landing.isClean(ME, APPEND, mine)).isTrue();
    assertThat(Landing.isClean(OTHER, APPEND, mine)).isFalse();
    assertThat(Landing.isClean(ME, APPEND, rebased)).isFalse();
    assertThat(Landing.isClean(ME, APPEND, restored)).isFalse();
    assertThat(Landing.isClean(ME, APPEND, history(3))).isFalse();
  }

  @Test
  void aFenceStandsOnlyAboveTheBase() {
    assertThat(Fence.stands(APPEND, history(3, change(4, OTHER), restore(5, 3)))).isFalse();
    assertThat(Fence.stands(APPEND, history(5, change(6, OTHER), restore(7, 3)))).isTrue();
    assertThat(Fence.stands(CREATE, new TableHistory(N, 0, new TreeMap<>()))).isFalse();
    assertThat(Fence.stands(CREATE, new TableHistory(N, 0, versions(restore(1, 0))))).isTrue();
    assertThat(Fence.stands(CREATE, new TableHistory(N, 0, versions(change(1, ME))))).isTrue();
  }

  @Test
  void headResolvesThroughRestores() {
    assertThat(history(3).resolvedHead()).isEqualTo(3);
    assertThat(history(3, change(4, ME)).resolvedHead()).isEqualTo(4);
    assertThat(history(3, change(4, ME), restore(5, 3)).resolvedHead()).isEqualTo(3);
    assertThat(history(3, restore(4, 2), restore(5, 4)).resolvedHead()).isEqualTo(2);
    assertThat(history(3, change(4, ME), change(5, ME), restore(6, 4)).resolvedHead()).isEqualTo(4);
  }

  @Test
  void aWriterPreparesOnlyOnAHeadThatResolvesToThePin() {
    Manifest manifest = manifest(3);

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
  void aForeignChangeIsRepairedNotHelped() {
    TableVersion foreign = new TableVersion(4, Optional.empty(), new TableVersion.Change());

    assertThat(PrepareTable.find(history(3, foreign), 3, manifest(3), Set.of(OTHER)))
        .isEqualTo(new PrepareTable.NeedsRepair());
  }

  @Test
  void impossibleValuesAreRefused() {
    assertThatThrownBy(() -> history(3, change(5, ME)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gaps");
    assertThatThrownBy(() -> new TablePlan("a", A, ChangeKind.APPEND, 3, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TablePlan("a", A, ChangeKind.CREATE, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Sidecar(GROUP, ME, List.of(APPEND, APPEND)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OperationId("../x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TableId("__manifest"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Manifest ready(Publish.Attempt attempt) {
    return ((Publish.Ready) attempt).next();
  }

  private static Manifest manifest(long pinOfA) {
    Manifest empty = new Manifest(GROUP, 7, new TreeMap<>(), new TreeMap<>(), Optional.empty());
    return withPin(empty, "a", new Pin(A, pinOfA));
  }

  private static Manifest withPin(Manifest manifest, String name, Pin pin) {
    SortedMap<String, Pin> pins = new TreeMap<>(manifest.pins());
    pins.put(name, pin);
    return new Manifest(
        manifest.group(), manifest.version(), pins, manifest.decisions(), manifest.committedBy());
  }

  private static TableVersion change(long version, OperationId operation) {
    return new TableVersion(version, Optional.of(operation), new TableVersion.Change());
  }

  private static TableVersion restore(long version, long of) {
    return new TableVersion(version, Optional.of(OTHER), new TableVersion.Restore(of));
  }

  private static TableHistory history(long from, TableVersion... versions) {
    return new TableHistory(A, from, versions(versions));
  }

  private static NavigableMap<Long, TableVersion> versions(TableVersion... versions) {
    NavigableMap<Long, TableVersion> byNumber = new TreeMap<>();
    for (TableVersion version : versions) {
      byNumber.put(version.version(), version);
    }
    return byNumber;
  }
}
