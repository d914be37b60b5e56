package dev.rollforward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
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
    assertThat(dropped.tombstone("a")).contains(new Tombstone(ME, 8, new Pin(A, 3)));
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
        new Sidecar(GROUP, ME, List.of(CREATE), reads, 7, Duration.ZERO, Origin.UNKNOWN);

    assertThat(Publish.attempt(manifest(4), reader))
        .isEqualTo(new Publish.Moved(new ExpectedVersionMismatch("a", 3, 4)));
    Manifest next = ready(Publish.attempt(manifest(3), reader));
    assertThat(next.pin("a")).contains(new Pin(A, 3));
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
