package dev.rollforward.core;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pins an operation was prepared against, by table name; empty for a table it creates, which
 * must not exist under any identity. Spec: {@code PinsAsExpected}.
 *
 * @param pins the expected pin of each of its tables
 */
public record Expectation(SortedMap<String, Optional<Pin>> pins) {
  /** Copies the map. */
  public Expectation {
    pins = Collections.unmodifiableSortedMap(new TreeMap<>(Objects.requireNonNull(pins, "pins")));
  }

  /** What the tables of {@code sidecar} expect. */
  static Expectation of(Sidecar sidecar) {
    SortedMap<String, Optional<Pin>> pins = new TreeMap<>();
    for (TablePlan plan : sidecar.tables()) {
      pins.put(
          plan.name(),
          plan.expected() == Pin.ABSENT
              ? Optional.empty()
              : Optional.of(new Pin(plan.table(), plan.expected())));
    }
    return new Expectation(pins);
  }

  /** Whether every pin of {@code manifest} is the expected one. */
  boolean holdsIn(Manifest manifest) {
    return mismatchIn(manifest).isEmpty();
  }

  /** The first table, by name, whose pin in {@code manifest} is not the expected one. */
  Optional<ExpectedVersionMismatch> mismatchIn(Manifest manifest) {
    return pins.entrySet().stream()
        .filter(entry -> !manifest.pin(entry.getKey()).equals(entry.getValue()))
        .findFirst()
        .map(entry -> mismatch(entry, manifest));
  }

  private static ExpectedVersionMismatch mismatch(
      Map.Entry<String, Optional<Pin>> entry, Manifest manifest) {
    return new ExpectedVersionMismatch(
        entry.getKey(), versionOf(entry.getValue()), versionOf(manifest.pin(entry.getKey())));
  }

  private static long versionOf(Optional<Pin> pin) {
    return pin.map(Pin::version).orElse(Pin.ABSENT);
  }
}
