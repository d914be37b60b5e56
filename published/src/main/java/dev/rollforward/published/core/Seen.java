package dev.rollforward.published.core;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a sweep sees of the tables of a sidecar. Spec: {@code Seen}.
 *
 * @param heads HEAD of every table that the sidecar moves
 * @param pins their pins, 0 for one that has none
 * @param adds the tables that it adds and that are not registered
 * @param drops the pins of the tables that it drops, as far as they still have one
 */
public record Seen(
    SortedMap<String, Long> heads,
    SortedMap<String, Long> pins,
    SortedSet<String> adds,
    SortedMap<String, Long> drops) {
  /** Copies all. */
  public Seen {
    heads = Collections.unmodifiableSortedMap(new TreeMap<>(heads));
    pins = Collections.unmodifiableSortedMap(new TreeMap<>(pins));
    adds = Collections.unmodifiableSortedSet(new TreeSet<>(adds));
    drops = Collections.unmodifiableSortedMap(new TreeMap<>(drops));
  }
}
