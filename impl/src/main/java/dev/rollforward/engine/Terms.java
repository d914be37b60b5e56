package dev.rollforward.engine;

import dev.rollforward.core.Expectation;
import dev.rollforward.core.Origin;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a caller says of an operation as a whole, beside what it does to each table.
 *
 * @param origin who makes the change, and what they say of it
 * @param patience how long its owner asks to be spared by recovery that would roll it back
 * @param reads the pins of the tables that the caller has read, as it saw them, whether or not the
 *     operation changes them too; it is committed only if they are still the same
 * @param sources how far the operation takes in which streams, by the name of the stream
 * @param begun a manifest on which it was begun, before any of its files was staged, as far as this
 *     is known; 0 if it is not
 * @param once whether its id is its caller's, who may attempt it more than once: the first attempt
 *     counts, and an audit record keeps how it ended
 */
public record Terms(
    Origin origin,
    Duration patience,
    Expectation reads,
    SortedMap<String, Long> sources,
    long begun,
    boolean once) {
  /** Nothing is said. */
  public static final Terms NONE =
      new Terms(
          Origin.UNKNOWN,
          Duration.ZERO,
          new Expectation(Collections.emptySortedMap(), 1),
          Collections.emptySortedMap(),
          0,
          false);

  /** Copies the map. */
  public Terms {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(patience, "patience");
    Objects.requireNonNull(reads, "reads");
    sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
  }
}
