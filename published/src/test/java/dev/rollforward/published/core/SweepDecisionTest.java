package dev.rollforward.published.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.OperationId;
import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The decision on whole sidecars: tables a and b, expected at 1. */
class SweepDecisionTest {
  @Test
  void allMovedRollsForward() {
    assertThat(decision(2, 1, 2, 1)).isEqualTo(SweepDecision.forward);
  }

  @Test
  void someMovedRollsBackWhatMoved() {
    assertThat(decision(2, 1, 1, 1)).isEqualTo(SweepDecision.back);
    assertThat(SweepDecision.movedTables(sidecar(), seen(2, 1, 1, 1))).containsExactly("a");
  }

  @Test
  void noneMovedRollsBackNothing() {
    assertThat(decision(1, 1, 1, 1)).isEqualTo(SweepDecision.back);
    assertThat(SweepDecision.movedTables(sidecar(), seen(1, 1, 1, 1))).isEmpty();
  }

  @Test
  void noneMovedAndOnePinAdvancedIsStale() {
    assertThat(decision(2, 2, 1, 1)).isEqualTo(SweepDecision.stale);
  }

  @Test
  void oneMovedAndOnePinAdvancedRollsBack() {
    assertThat(decision(2, 2, 2, 1)).isEqualTo(SweepDecision.back);
  }

  @Test
  void oneBelowItsPinAborts() {
    assertThat(decision(1, 2, 2, 1)).isEqualTo(SweepDecision.abort);
  }

  @Test
  void aSidecarThatMovesNothingRollsForward() {
    PublishedSidecar registrationOnly = sidecar().withPins(new TreeMap<>());

    assertThat(SweepDecision.of(registrationOnly, seen(1, 1, 1, 1)))
        .isEqualTo(SweepDecision.forward);
  }

  @Test
  void aManifestReflectsASidecarFromTheHeadsSeenOn() {
    assertThat(reflects(Map.of("a", 2L, "b", 2L, "new", 1L))).isTrue();
    assertThat(reflects(Map.of("a", 9L, "b", 2L, "new", 1L))).isTrue();
    assertThat(reflects(Map.of("a", 2L, "b", 1L, "new", 1L))).isFalse();
    assertThat(reflects(Map.of("a", 2L, "b", 2L))).isFalse();
    assertThat(reflects(Map.of("a", 2L, "b", 2L, "new", 1L, "old", 1L))).isFalse();
  }

  private static boolean reflects(Map<String, Long> versions) {
    Map<String, Pin> pins = new TreeMap<>();
    versions.forEach((table, version) -> pins.put(table, new Pin(path(table), version)));
    Manifest first = Manifest.first(new GroupId("g"));
    PublishedSidecar side =
        new PublishedSidecar(
            sidecar().group(),
            sidecar().operation(),
            Instant.EPOCH,
            "test",
            WriterKind.SchemaApply,
            sidecar().pins(),
            new TreeMap<>(Map.of("new", path("new"))),
            new TreeMap<>(Map.of("old", path("old"))));
    return Pins.reflect(
        Pins.published(first, pins, new TreeSet<>(), Optional.empty()), side, seen(2, 1, 2, 1));
  }

  private static SweepDecision decision(long headA, long pinA, long headB, long pinB) {
    return SweepDecision.of(sidecar(), seen(headA, pinA, headB, pinB));
  }

  private static Seen seen(long headA, long pinA, long headB, long pinB) {
    return new Seen(
        new TreeMap<>(Map.of("a", headA, "b", headB)),
        new TreeMap<>(Map.of("a", pinA, "b", pinB)),
        new TreeSet<>(),
        new TreeMap<>());
  }

  private static PublishedSidecar sidecar() {
    SortedMap<String, SidecarPin> pins = new TreeMap<>();
    pins.put("a", SidecarPin.armed(path("a"), 1));
    pins.put("b", SidecarPin.armed(path("b"), 1));
    return new PublishedSidecar(
        new GroupId("g"),
        new OperationId("o"),
        Instant.EPOCH,
        "test",
        WriterKind.Mutation,
        pins,
        new TreeMap<>(),
        new TreeMap<>());
  }

  private static TableId path(String table) {
    return new TableId(table + ".lance");
  }
}
