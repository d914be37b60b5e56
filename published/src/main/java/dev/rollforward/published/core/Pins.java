package dev.rollforward.published.core;

import dev.rollforward.OperationId;
import dev.rollforward.core.ExpectedVersionMismatch;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The manifest as the published design uses it: pins, and no decisions. A tombstone takes the pin
 * away.
 */
public final class Pins {
  private Pins() {}

  /** The pin of {@code table}, 0 for none. Spec: {@code PinOf}. */
  public static long of(Manifest manifest, String table) {
    return manifest.pin(table).map(Pin::version).orElse(Pin.ABSENT);
  }

  /** The first table that is not at the pin expected of it. Spec: {@code Expecting}. */
  public static Optional<ExpectedVersionMismatch> mismatch(
      Manifest manifest, SortedMap<String, Long> expected) {
    return expected.entrySet().stream()
        .map(e -> new ExpectedVersionMismatch(e.getKey(), e.getValue(), of(manifest, e.getKey())))
        .filter(found -> found.expected() != found.actual())
        .findFirst();
  }

  /**
   * The next manifest. Spec: {@code Published}.
   *
   * @param pins the pins that are new, by table
   * @param drops the tables that lose theirs
   * @param committed the operation that this makes visible; empty for a roll-back
   */
  public static Manifest published(
      Manifest manifest,
      Map<String, Pin> pins,
      Set<String> drops,
      Optional<OperationId> committed) {
    SortedMap<String, Pin> all = new TreeMap<>(manifest.pins());
    all.putAll(pins);
    all.keySet().removeAll(drops);
    return Manifest.of(manifest.group(), manifest.version() + 1, all, Map.of(), committed);
  }

  /**
   * Whether every pinned table is at or past the HEAD seen, every added one registered, every
   * dropped one gone: the test that stands for "it contains the operation". Spec: {@code
   * Reflected}.
   */
  public static boolean reflect(Manifest manifest, PublishedSidecar side, Seen seen) {
    return seen.heads().entrySet().stream()
            .allMatch(head -> of(manifest, head.getKey()) >= head.getValue())
        && side.registrations().keySet().stream().allMatch(t -> of(manifest, t) != Pin.ABSENT)
        && side.tombstones().keySet().stream().allMatch(t -> of(manifest, t) == Pin.ABSENT);
  }
}
