package dev.rollforward.core;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pins an operation was prepared against, by table name; empty for a name that no table had.
 * Spec: {@code PinsAsExpected}.
 *
 * <p>A pin is still as expected if only derived changes have moved it since: the table holds the
 * same. {@link Publish} demands the very pin of a table that is committed to.
 *
 * <p>A name that was lost since is not as expected, whatever it shows: an operation that was
 * aborted, and forgotten when the name went, must not find its expectation fulfilled again when the
 * name comes back, by a rename to the same dataset or by a drop to none. Spec: {@code
 * Names!IsAsExpected}.
 *
 * @param pins the expected pin of each of its tables
 * @param basedOn the version of the manifest in which all of them were seen
 */
public record Expectation(SortedMap<String, Optional<Pin>> pins, long basedOn) {
  /** Copies the map. */
  public Expectation {
    pins = Collections.unmodifiableSortedMap(new TreeMap<>(Objects.requireNonNull(pins, "pins")));
  }

  /** What {@code manifest} says now of the names of this expectation. */
  public Expectation in(Manifest manifest) {
    SortedMap<String, Optional<Pin>> now = new TreeMap<>();
    pins.keySet().forEach(name -> now.put(name, manifest.pin(name)));
    return new Expectation(now, manifest.version());
  }

  /** Whether every pin of {@code manifest} is the expected one. */
  public boolean holdsIn(Manifest manifest) {
    return mismatchIn(manifest).isEmpty();
  }

  /** The first table, by name, whose pin in {@code manifest} is not the expected one. */
  public Optional<ExpectedVersionMismatch> mismatchIn(Manifest manifest) {
    return pins.entrySet().stream()
        .filter(entry -> !holds(entry.getKey(), entry.getValue(), manifest))
        .findFirst()
        .map(entry -> mismatch(entry, manifest));
  }

  private boolean holds(String name, Optional<Pin> expected, Manifest manifest) {
    boolean showsTheSame =
        expected.isPresent()
            ? manifest.table(name).filter(table -> table.holdsWhat(expected.get())).isPresent()
            : manifest.pin(name).isEmpty();
    return showsTheSame && !isLostSince(name, manifest);
  }

  private boolean isLostSince(String name, Manifest manifest) {
    return manifest.tombstone(name).filter(t -> t.manifestVersion() > basedOn).isPresent();
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
