package dev.rollforward.core;

import dev.rollforward.OperationId;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The one small object that says which version of every table is visible, and how each operation
 * that is not cleaned up yet has ended. Manifest {@code n + 1} is created only if absent, by
 * someone who read manifest {@code n}: that is the protocol's compare-and-set.
 *
 * @param group the group it belongs to
 * @param version its number, 1 for the first
 * @param pins the visible version of every table, by name
 * @param decisions the decisions that are still needed, by operation
 * @param committedBy the operation whose tables this manifest made visible; empty where it only
 *     aborts or is the first
 */
public record Manifest(
    GroupId group,
    long version,
    SortedMap<String, Pin> pins,
    SortedMap<OperationId, Decision> decisions,
    Optional<OperationId> committedBy) {

  /**
   * Copies the maps.
   *
   * @throws IllegalArgumentException if {@code version} is below 1
   */
  public Manifest {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(committedBy, "committedBy");
    if (version < 1) {
      throw new IllegalArgumentException("manifest version " + version + " is below 1");
    }
    pins = Collections.unmodifiableSortedMap(new TreeMap<>(pins));
    decisions = Collections.unmodifiableSortedMap(new TreeMap<>(decisions));
  }

  /** The first manifest of a group: no tables, no decisions. */
  public static Manifest first(GroupId group) {
    return new Manifest(group, 1, new TreeMap<>(), new TreeMap<>(), Optional.empty());
  }

  /** What this manifest says of {@code operation}, if anything. */
  public Optional<Decision> decisionOf(OperationId operation) {
    return Optional.ofNullable(decisions.get(operation));
  }

  /** The pin of the table called {@code name}; empty if there is no such table. */
  public Optional<Pin> pin(String name) {
    return Optional.ofNullable(pins.get(name));
  }

  Manifest next(
      Map<String, Pin> newPins,
      Map<OperationId, Decision> newDecisions,
      Optional<OperationId> newCommittedBy) {
    return new Manifest(
        group, version + 1, new TreeMap<>(newPins), new TreeMap<>(newDecisions), newCommittedBy);
  }
}
