package dev.rollforward.core;

import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who made a change, and what they said of it. For people; no rule of the protocol reads it.
 *
 * @param actor who made it, such as the name of a job; empty if nobody said
 * @param message what it is about
 * @param properties anything else, by name
 */
public record Origin(
    Optional<String> actor, Optional<String> message, SortedMap<String, String> properties) {
  /** Nothing is known of it. */
  public static final Origin UNKNOWN =
      new Origin(Optional.empty(), Optional.empty(), Collections.emptySortedMap());

  /** Copies the map. */
  public Origin {
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(message, "message");
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
  }
}
