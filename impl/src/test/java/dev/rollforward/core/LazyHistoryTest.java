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
import org.junit.jupiter.api.Test;

/** Of a long history only those versions are read that a decision depends on, each once. */
class LazyHistoryTest {
  private static final TablePlan APPEND =
      TablePlan.append("a", new Pin(A, 1), 1, new UUID(0, 1), new UUID(0, 2));

  private final List<Long> read = new ArrayList<>();

  /** Version 1 is pinned; above it are attempts that were rolled back, one after the other. */
  private TableHistory aborted(int attempts) {
    return TableHistory.reading(
        A,
        1,
        1 + 2L * attempts,
        version -> {
          read.add(version);
          return Optional.of(version % 2 == 0 ? change(version, OTHER) : restore(version, 1));
        });
  }

  @Test
  void aRolledBackHeadTellsWhatItResolvesTo() {
    assertThat(aborted(1000).resolvedHead()).isEqualTo(1);
    assertThat(read).containsExactly(2001L);
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
    assertThat(Fence.stands(APPEND, aborted(1000))).isTrue();
    assertThat(read).containsExactly(2001L);
  }

  @Test
  void noVersionIsReadTwice() {
    TableHistory history = aborted(3);

    assertThat(history.versions()).hasSize(6);
    assertThat(history.versions()).hasSize(6);
    assertThat(history.resolvedHead()).isEqualTo(1);
    assertThat(read).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void nothingIsReadOutsideOfIt() {
    TableHistory history = aborted(1);

    assertThat(history.at(1)).isEmpty();
    assertThat(history.at(4)).isEmpty();
    assertThat(read).isEmpty();
  }

  /** A version that is not to be had is neither a landing nor a fence. */
  @Test
  void whatIsNotToBeHadIsNotThere() {
    TableHistory gone = TableHistory.reading(A, 1, 3, version -> Optional.empty());

    assertThat(Landing.isClean(APPEND, gone)).isFalse();
    assertThat(Fence.stands(APPEND, gone)).isFalse();
    assertThat(gone.versions()).isEmpty();
    assertThat(gone.head()).isEqualTo(3);
  }

  @Test
  void itDoesNotEndBeforeItBegins() {
    assertThatThrownBy(() -> TableHistory.reading(A, 2, 1, version -> Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("history of a above 2 ends at 1");
  }
}
