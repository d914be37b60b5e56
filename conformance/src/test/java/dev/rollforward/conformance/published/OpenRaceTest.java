package dev.rollforward.conformance.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.published.core.Variant;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two read-write opens race one pending sidecar, on real Lance tables. {@code
 * -Drollforward.repetitions=200} repeats the race more often than a build does.
 */
class OpenRaceTest {
  private static final int REPETITIONS = Integer.getInteger("rollforward.repetitions", 20);
  private static final int RUNAWAY = 50;
  // List, read the manifest, classify, roll forward, audit, delete.
  private static final int STEPS = 6;

  @TempDir Path folder;

  static IntStream repetitions() {
    return IntStream.rangeClosed(1, REPETITIONS);
  }

  /** The first is parked between classify and publish until the second has finished. */
  @ParameterizedTest
  @MethodSource("repetitions")
  void theSecondOpenFinishesWhileTheFirstIsParked(int repetition) {
    try (PublishedRace race = race("before")) {
      race.parkedBetweenClassifyAndPublish(Variant.BEFORE_FIX);
      race.assertTheFirstOpenFailed();
    }
    try (PublishedRace race = race("proposed")) {
      race.parkedBetweenClassifyAndPublish(Variant.AS_PROPOSED);
      race.assertBothOpened(2);
    }
    try (PublishedRace race = race("merged")) {
      race.parkedBetweenClassifyAndPublish(Variant.AS_MERGED);
      race.assertBothOpened(1);
    }
    try (ShippedRace race = new ShippedRace(folder.resolve("ours"))) {
      // List, read the manifest, classify.
      assertThat(race.nested(3)).isTrue();
      race.assertAuditedOnce();
    }
  }

  private PublishedRace race(String name) {
    return new PublishedRace(folder.resolve(name));
  }

  /** As merged: the loser checks between the winner's audit and its delete. */
  @Test
  void duplicateAuditWindow() {
    try (PublishedRace race = race("merged")) {
      race.checkedBetweenAuditAndDelete(Variant.AS_MERGED);
      race.assertBothOpened(2);
    }
  }

  /** As merged: the second open starts when the first has audited. */
  @Test
  void duplicateAuditByStaleRule() {
    try (PublishedRace race = race("merged")) {
      race.parkedBetweenAuditAndDelete(Variant.AS_MERGED);
      race.assertBothOpened(2);
    }
  }

  /** Each of two sweeps parked at each of its steps. */
  @Test
  void theShippedProtocolAuditsOnceOnEverySchedule() {
    int played = 0;
    boolean more = true;
    for (int nth = 1; more; nth++) {
      try (ShippedRace race = new ShippedRace(folder.resolve("nested-" + nth))) {
        more = race.nested(nth);
        race.assertAuditedOnce();
      }
      played += more ? 1 + crossed(nth) : 0;
      assertThat(nth).isLessThan(RUNAWAY);
    }
    // Six steps of a sweep that rolls forward, against as many.
    assertThat(played).isGreaterThan(20);
  }

  private int crossed(int nth) {
    boolean more = true;
    int mth = 0;
    while (more) {
      mth++;
      try (ShippedRace race = new ShippedRace(folder.resolve(nth + "-" + mth))) {
        more = race.crossed(nth, mth);
        race.assertAuditedOnce();
      }
      assertThat(mth).isLessThan(RUNAWAY);
    }
    return mth - 1;
  }

  /** The same by two opens, as users do it. */
  @Test
  void twoShippedOpensAuditOnce() {
    boolean more = true;
    for (int nth = 1; more; nth++) {
      try (ShippedRace race = new ShippedRace(folder.resolve("opens-" + nth))) {
        more = race.nestedOpens(nth);
        race.assertAuditedOnceOnDisk();
      }
      assertThat(nth).isLessThan(RUNAWAY);
    }
  }

  /** Some schedule of two sweeps finds it. */
  @ParameterizedTest
  @EnumSource(
      value = RowFault.class,
      names = {"AuditAppended", "LostPublishFails", "GoneFails", "HeadNeedNotResolve"})
  void aFaultIsFound(RowFault fault) {
    boolean found = false;
    for (int nth = 1; nth <= STEPS && !found; nth++) {
      for (int mth = 1; mth <= STEPS && !found; mth++) {
        try (ShippedRace race = new ShippedRace(folder.resolve(nth + "-" + mth), fault.plant())) {
          race.crossed(nth, mth);
          race.assertAuditedOnce();
        } catch (AssertionError expected) {
          found = true;
        }
      }
    }
    assertThat(found).isTrue();
  }

  /** A variant ends otherwise than another is said to. */
  @Test
  void anotherVariantIsFound() {
    try (PublishedRace race = race("merged")) {
      race.parkedBetweenClassifyAndPublish(Variant.AS_MERGED);
      assertThatThrownBy(race::assertTheFirstOpenFailed).isInstanceOf(AssertionError.class);
      assertThatThrownBy(() -> race.assertBothOpened(2)).isInstanceOf(AssertionError.class);
    }
    try (PublishedRace race = race("proposed")) {
      race.checkedBetweenAuditAndDelete(Variant.AS_PROPOSED);
      assertThatThrownBy(() -> race.assertBothOpened(1)).isInstanceOf(AssertionError.class);
    }
    try (PublishedRace race = race("before")) {
      race.parkedBetweenClassifyAndPublish(Variant.BEFORE_FIX);
      assertThatThrownBy(() -> race.assertBothOpened(1)).isInstanceOf(AssertionError.class);
    }
  }

  /** The public interface reads what is not recovered as such. */
  @Test
  void aRaceThatNobodyRanIsFound() {
    try (ShippedRace race = new ShippedRace(folder.resolve("ours"))) {
      assertThatThrownBy(race::assertAuditedOnceOnDisk).isInstanceOf(AssertionError.class);
      assertThatThrownBy(race::assertAuditedOnce).isInstanceOf(AssertionError.class);
    }
  }
}
