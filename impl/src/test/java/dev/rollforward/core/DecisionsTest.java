package dev.rollforward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.core.change.Rename;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The pure decisions of the protocol, each at its edges. */
class DecisionsTest {
  private static final GroupId GROUP = new GroupId("g");
  private static final TableId A = new TableId("a");
  private static final TableId N = new TableId("n");
  private static final OperationId ME = new OperationId("me");
  private static final OperationId OTHER = new OperationId("other");
  private static final TablePlan APPEND =
      TablePlan.append("a", new Pin(A, 3), 5, UUID.randomUUID());
  private static final TablePlan CREATE = TablePlan.create("n", N, UUID.randomUUID());
  private static final Sidecar SIDECAR = Sidecar.of(GROUP, ME, 7, List.of(APPEND, CREATE));

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
  void publishSaysWhichTableIsMissing() {
    Manifest dropped = Manifest.of(GROUP, 7, Map.of(), Map.of(), Optional.empty());

    Publish.Moved moved = (Publish.Moved) Publish.attempt(dropped, SIDECAR);

    assertThat(moved.mismatch()).hasToString("table 'a': expected version 3, actual absent");
  }

  @Test
  void publishNeedsAManifest() {
    assertThatThrownBy(() -> Publish.attempt(null, SIDECAR))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("manifest");
  }

  @Test
  void theFirstManifestIsEmpty() {
    assertThat(Manifest.first(GROUP))
        .isEqualTo(Manifest.of(GROUP, 1, Map.of(), Map.of(), Optional.empty()));
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
        .hasMessage("operation me is decided in manifest 8");
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
  void aDropFreesTheNameAndLeavesATombstone() {
    Sidecar drop = Sidecar.of(GROUP, ME, 7, List.of(TablePlan.drop("a", new Pin(A, 3))));

    Manifest dropped = ready(Publish.attempt(manifest(3), drop));

    assertThat(dropped.pin("a")).isEmpty();
    assertThat(dropped.tombstone("a")).contains(new Tombstone("a", ME, 8, new Pin(A, 3)));
    assertThat(dropped.committedBy()).contains(ME);
  }

  /** Fault DropForgotten: an aborted create would find its expectation fulfilled again. */
  @Test
  void aNameThatWasDroppedIsNotOneThatNeverWas() {
    Sidecar create = Sidecar.of(GROUP, OTHER, 7, List.of(CREATE));
    Manifest aborted = Abort.next(manifest(3), create);
    Sidecar createFirst =
        Sidecar.of(
            GROUP, ME, 8, List.of(TablePlan.create("n", new TableId("n-1"), UUID.randomUUID())));
    Manifest created = ready(Publish.attempt(aborted, createFirst));
    Sidecar drop =
        Sidecar.of(
            GROUP,
            new OperationId("drop"),
            9,
            List.of(TablePlan.drop("n", new Pin(new TableId("n-1"), 1))));
    Manifest dropped = ready(Publish.attempt(created, drop));
    Manifest forgotten = ForgetDecision.in(dropped, Set.of());

    assertThat(forgotten.pin("n")).isEmpty();
    assertThat(forgotten.decisionOf(OTHER)).isEmpty();
    assertThat(Publish.attempt(forgotten, create))
        .isEqualTo(new Publish.Moved(new ExpectedVersionMismatch("n", 0, 0)));
    Sidecar later = Sidecar.of(GROUP, OTHER, 10, List.of(CREATE));
    assertThat(Publish.attempt(forgotten, later)).isInstanceOf(Publish.Ready.class);
  }

  @Test
  void aReadIsDemandedLikeAWrite() {
    TreeMap<String, Optional<Pin>> reads = new TreeMap<>(Map.of("a", Optional.of(new Pin(A, 3))));
    Sidecar reader =
        new Sidecar(
            GROUP, ME, List.of(CREATE), reads, new TreeMap<>(), 7, Duration.ZERO, Origin.UNKNOWN);

    assertThat(Publish.attempt(manifest(4), reader))
        .isEqualTo(new Publish.Moved(new ExpectedVersionMismatch("a", 3, 4)));
    Manifest next = ready(Publish.attempt(manifest(3), reader));
    assertThat(next.pin("a")).contains(new Pin(A, 3));
  }

  @Test
  void aRenameMovesThePinToTheOtherNameAndKeepsWhatMadeIt() {
    Sidecar append = Sidecar.of(GROUP, OTHER, 7, List.of(APPEND));
    Manifest appended = ready(Publish.attempt(manifest(3), append));
    Sidecar rename = Sidecar.of(GROUP, ME, 8, List.of(TablePlan.rename("a", new Pin(A, 6), "b")));

    Manifest renamed = ready(Publish.attempt(appended, rename));

    assertThat(renamed.pins()).isEqualTo(Map.of("b", new Pin(A, 6)));
    assertThat(renamed.table("b"))
        .contains(new PinnedTable(new Pin(A, 6), "RENAME", APPEND.lastTransaction()));
    assertThat(renamed.tombstone("a")).contains(new Tombstone("a", ME, 9, new Pin(A, 6)));
    assertThat(renamed.pinOf(A)).contains(new Pin(A, 6));
  }

  @Test
  void aRenameDemandsThatTheOtherNameIsFree() {
    Sidecar rename = Sidecar.of(GROUP, ME, 7, List.of(TablePlan.rename("a", new Pin(A, 3), "b")));
    Manifest taken = withPin(manifest(3), "b", new Pin(N, 2));

    assertThat(Publish.attempt(taken, rename))
        .isEqualTo(new Publish.Moved(new ExpectedVersionMismatch("b", 0, 2)));
    assertThat(Publish.attempt(manifest(4), rename))
        .isEqualTo(new Publish.Moved(new ExpectedVersionMismatch("a", 3, 4)));
  }

  @Test
  void anOperationRenamesNothingToANameThatItUses() {
    TablePlan rename = TablePlan.rename("b", new Pin(new TableId("b"), 1), "N");

    assertThatThrownBy(() -> Sidecar.of(GROUP, ME, 7, List.of(CREATE, rename)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("operation me names table 'N' twice");
    assertThatThrownBy(() -> TablePlan.rename("b", new Pin(A, 1), null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> new Rename("c").plan(1, List.of(UUID.randomUUID())))
        .hasMessage("a RENAME makes no commits, not 1");
  }

  /** Its sidecar arrives again, after its table has got another name. */
  @Test
  void aRenamedTableContainsWhatWasCommittedToIt() {
    Sidecar append = Sidecar.of(GROUP, ME, 7, List.of(APPEND));
    Manifest appended = ready(Publish.attempt(manifest(3), append));
    Sidecar rename =
        Sidecar.of(GROUP, OTHER, 8, List.of(TablePlan.rename("a", new Pin(A, 6), "b")));
    Manifest renamed = ready(Publish.attempt(appended, rename)).withDecisions(Map.of());
    TableVersion landed =
        new TableVersion(6, APPEND.lastTransaction(), Optional.of(ME), new TableVersion.Change());
    TableHistory history = TableHistory.of(A, 5, new TreeMap<>(Map.of(6L, landed)));

    assertThat(Publish.attempt(renamed, append)).isInstanceOf(Publish.Moved.class);
    assertThat(Containment.holds(append, renamed, Map.of(A, history))).isTrue();
    Manifest again = withPin(renamed, "a", new Pin(N, 1));
    assertThat(Containment.holds(append, again, Map.of(A, history))).isTrue();
    Sidecar other = Sidecar.of(GROUP, OTHER, 7, List.of(CREATE));
    assertThat(Containment.holds(other, renamed, Map.of())).isFalse();
  }

  @Test
  void whatASourceHadIsTakenInOnce() {
    Manifest next = ready(Publish.attempt(manifest(3), taking("kafka", 17)));

    assertThat(next.source("kafka")).contains(new Source(17, ME, 8));
    assertThat(next.source("other")).isEmpty();
    Manifest later = withPin(next, "a", new Pin(A, 3)).withDecisions(Map.of());
    for (long done : new long[] {17, 16, Long.MIN_VALUE}) {
      assertThat(Publish.attempt(with(later, next), taking("kafka", done)))
          .isEqualTo(new Publish.SourceDone("kafka", done, new Source(17, ME, 8)));
    }
    assertThat(Publish.attempt(with(later, next), taking("kafka", 18)))
        .isInstanceOf(Publish.Ready.class);
    assertThat(Publish.attempt(with(later, next), taking("other", 1)))
        .isInstanceOf(Publish.Ready.class);
  }

  @Test
  void aSourceIsReportedBeforeAPinThatMoved() {
    Manifest next = ready(Publish.attempt(manifest(3), taking("kafka", 17)));
    Sidecar again = taking("kafka", 17);

    assertThat(Publish.attempt(next.withDecisions(Map.of()), again))
        .isInstanceOf(Publish.SourceDone.class)
        .hasToString("source 'kafka' was taken in up to 17 by operation me, and this is 17");
    assertThat(Containment.holds(again, next.withDecisions(Map.of()), Map.of())).isTrue();
  }

  @Test
  void anAbortTakesNothingIn() {
    assertThat(Abort.next(manifest(3), taking("kafka", 17)).source("kafka")).isEmpty();
  }

  @Test
  void aDerivedChangeBreaksNoExpectation() {
    Manifest compacted = Manifest.of(GROUP, 7, Map.of(), Map.of(), Optional.empty());
    PinnedTable table = new PinnedTable(new Pin(A, 5), "COMPACT", Optional.empty(), 3);
    Manifest manifest = withTable(compacted, "a", table);

    for (long seen = 1; seen <= 7; seen++) {
      Expectation expectation =
          new Expectation(new TreeMap<>(Map.of("a", Optional.of(new Pin(A, seen)))), 7);
      assertThat(expectation.holdsIn(manifest))
          .as("seen %s", seen)
          .isEqualTo(3 <= seen && seen <= 5);
    }
    Expectation other = new Expectation(new TreeMap<>(Map.of("a", Optional.of(new Pin(N, 4)))), 7);
    assertThat(other.holdsIn(manifest)).isFalse();
    assertThatThrownBy(() -> new PinnedTable(new Pin(A, 5), "X", Optional.empty(), 6))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * A stale repair has buried what landed at 6, and a compaction was published above it: the table
   * holds what was expected, and publishing 6 would take the pin back.
   */
  @Test
  void whatIsCommittedToATableThatWasCompactedMeanwhileIsNotPublished() {
    PinnedTable table = new PinnedTable(new Pin(A, 9), "COMPACT", Optional.empty(), 3);
    Manifest manifest = withTable(manifest(3), "a", table);

    assertThat(SIDECAR.expected().holdsIn(manifest)).isTrue();
    assertThat(Publish.attempt(manifest, SIDECAR))
        .isEqualTo(new Publish.Moved(new ExpectedVersionMismatch("a", 3, 9)));
  }

  /** The rename was prepared before the compaction, and must not take the pin back. */
  @Test
  void whatIsOnlyRenamedKeepsThePinThatItHas() {
    PinnedTable table = new PinnedTable(new Pin(A, 5), "COMPACT", Optional.empty(), 3);
    Manifest manifest = withTable(manifest(3), "a", table);
    Sidecar rename = Sidecar.of(GROUP, ME, 7, List.of(TablePlan.rename("a", new Pin(A, 3), "b")));

    Manifest renamed = ready(Publish.attempt(manifest, rename));

    assertThat(renamed.table("b"))
        .contains(new PinnedTable(new Pin(A, 5), "RENAME", Optional.empty(), 3));
    Sidecar drop = Sidecar.of(GROUP, ME, 7, List.of(TablePlan.drop("a", new Pin(A, 3))));
    assertThat(ready(Publish.attempt(manifest, drop)).tombstone("a"))
        .contains(new Tombstone("a", ME, 8, new Pin(A, 5)));
  }

  private static Sidecar taking(String source, long sequence) {
    return new Sidecar(
        GROUP,
        ME,
        List.of(APPEND, CREATE),
        new TreeMap<>(),
        new TreeMap<>(Map.of(source, sequence)),
        7,
        Duration.ZERO,
        Origin.UNKNOWN);
  }

  /** The sources of {@code from} in {@code manifest}. */
  private static Manifest with(Manifest manifest, Manifest from) {
    return new Manifest(
        GROUP,
        manifest.version(),
        manifest.time(),
        Origin.UNKNOWN,
        new TreeMap<>(Map.of("a", manifest.table("a").orElseThrow())),
        List.of(),
        from.sources(),
        new TreeMap<>(),
        Optional.empty(),
        Kept.ALL);
  }

  private static Manifest withTable(Manifest manifest, String name, PinnedTable table) {
    TreeMap<String, PinnedTable> tables = new TreeMap<>(manifest.tables());
    tables.put(name, table);
    return new Manifest(
        GROUP,
        manifest.version(),
        manifest.time(),
        Origin.UNKNOWN,
        tables,
        manifest.tombstones(),
        manifest.sources(),
        manifest.decisions(),
        Optional.empty(),
        Kept.ALL);
  }

  private static Manifest ready(Publish.Attempt attempt) {
    return ((Publish.Ready) attempt).next();
  }

  private static Manifest manifest(long pinOfA) {
    Manifest empty = Manifest.of(GROUP, 7, Map.of(), Map.of(), Optional.empty());
    return withPin(empty, "a", new Pin(A, pinOfA));
  }

  private static Manifest withPin(Manifest manifest, String name, Pin pin) {
    SortedMap<String, Pin> pins = new TreeMap<>(manifest.pins());
    pins.put(name, pin);
    return Manifest.of(
        manifest.group(), manifest.version(), pins, manifest.decisions(), manifest.committedBy());
  }
}
