package dev.rollforward.core;

import static dev.rollforward.core.Histories.A;
import static dev.rollforward.core.Histories.ME;
import static dev.rollforward.core.Histories.OTHER;
import static dev.rollforward.core.Histories.change;
import static dev.rollforward.core.Histories.restore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Of a long history only those versions are read that a decision depends on, each once. */
class LazyHistoryTest {
  private static final TablePlan APPEND =
      TablePlan.append("a", new Pin(A, 1), 1, new UUID(0, 1), new UUID(0, 2));

  /** What was read: the numbers of versions, and HEAD as -1. */
  private final List<Long> read = new ArrayList<>();

  private static final long HEAD = -1;

  /** Version 1 is pinned; above it are attempts that were rolled back, one after the other. */
  private TableHistory aborted(int attempts) {
    return reading(
        1 + 2L * attempts,
        version -> Optional.of(version % 2 == 0 ? change(version, OTHER) : restore(version, 1)));
  }

  private TableHistory reading(long head, LongFunction<Optional<TableVersion>> versions) {
    return TableHistory.reading(
        A,
        1,
        new TableHistory.Source() {
          @Override
          public long head() {
            read.add(HEAD);
            return head;
          }

          @Override
          public Optional<TableVersion> read(long version) {
            read.add(version);
            return version > head ? Optional.empty() : versions.apply(version);
          }
        });
  }

  @Test
  void aRolledBackHeadTellsWhatItResolvesTo() {
    assertThat(aborted(1000).resolvedHead()).isEqualTo(1);
    assertThat(read).containsExactly(HEAD, 2001L);
  }

  @Test
  void aLandingIsLookedForWhereItWasPlanned() {
    assertThat(Landing.isClean(APPEND.commits().get(0), aborted(1000))).isFalse();
    assertThat(read).containsExactly(2L);

    read.clear();
    assertThat(
            Landing.landed(
                Sidecar.of(new GroupId("g"), ME, 1, List.of(APPEND)), Map.of(A, aborted(1000))))
        .isEmpty();
    assertThat(read).containsExactly(2L);
  }

  @Test
  void aFenceIsLookedForFromAbove() {
    assertThat(Fence.holds(APPEND, aborted(1000))).isTrue();
    assertThat(read).containsExactly(HEAD, 2001L);
  }

  @Test
  void noVersionIsReadTwice() {
    TableHistory history = aborted(3);

    assertThat(history.versions()).hasSize(6);
    assertThat(history.versions()).hasSize(6);
    assertThat(history.resolvedHead()).isEqualTo(1);
    assertThat(read).containsExactly(HEAD, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void nothingIsReadOutsideOfIt() {
    TableHistory history = aborted(1);

    assertThat(history.at(1)).isEmpty();
    assertThat(history.head()).isEqualTo(3);
    assertThat(history.at(4)).isEmpty();
    assertThat(read).containsExactly(HEAD);
  }

  /** Whoever depends on HEAD asks for it; then the history ends there, whatever comes after. */
  @Test
  void whatIsNotThereYetIsAskedForAgain() {
    long[] newest = {1};
    TableHistory growing =
        TableHistory.reading(
            A,
            1,
            new TableHistory.Source() {
              @Override
              public long head() {
                return newest[0];
              }

              @Override
              public Optional<TableVersion> read(long version) {
                return version > newest[0] ? Optional.empty() : Optional.of(change(version, ME));
              }
            });

    assertThat(growing.at(2)).isEmpty();
    newest[0] = 2;
    assertThat(growing.at(2)).isPresent();
    assertThat(growing.head()).isEqualTo(2);
    newest[0] = 3;
    assertThat(growing.at(3)).isEmpty();
    assertThat(growing.head()).isEqualTo(2);
  }

  /** What the pin contains lies below it, so that nobody has to know HEAD for that. */
  @Test
  void containmentDoesNotAskForHead() {
    Sidecar sidecar = Sidecar.of(new GroupId("g"), ME, 1, List.of(APPEND));
    Manifest shown =
        Manifest.of(new GroupId("g"), 9, Map.of("a", new Pin(A, 3)), Map.of(), Optional.empty());

    assertThat(Containment.holds(sidecar, shown, Map.of(A, aborted(1000)))).isFalse();
    assertThat(read).doesNotContain(HEAD);
  }

  /** A version that is not to be had is neither a landing nor a fence, and ends a lineage. */
  @Test
  void whatIsNotToBeHadIsNotThere() {
    TableHistory gone = reading(3, version -> Optional.empty());

    assertThat(Landing.isClean(APPEND, gone)).isFalse();
    assertThat(Fence.holds(APPEND, gone)).isFalse();
    assertThat(gone.versions()).isEmpty();
    assertThat(gone.lineage(3)).isEmpty();
    assertThat(gone.head()).isEqualTo(3);
  }

  @Test
  void aLineageGoesByWhatWasRestored() {
    assertThat(aborted(3).lineage(7)).extracting(TableVersion::version).containsExactly(7L);
    assertThat(aborted(3).lineage(6)).extracting(TableVersion::version).containsExactly(6L, 5L);
  }

  @Test
  void itDoesNotEndBeforeItBegins() {
    assertThatThrownBy(() -> reading(0, version -> Optional.empty()).head())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("history of a above 1 ends at 0");
  }
}
