package dev.rollforward.core;

import dev.rollforward.OperationId;
import dev.rollforward.core.change.Role;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An operation's intent, written once before any of its tables moves, and deleted only after its
 * decision is durable (rule 9).
 *
 * @param group the group it belongs to
 * @param operation the operation
 * @param tables what it will do to which tables, in commit order; at least one, no name and no
 *     dataset twice, and no two names that differ in case only
 * @param reads the pins of tables that it has read and does not change, which have to be the same
 *     when it is published; empty for a name that no table had
 * @param sources how far it takes in which streams, by the name of the stream; it is published only
 *     if each of them was taken in less far
 * @param basedOn the version of the manifest in which it has seen all these pins
 * @param patience how long its owner asks to be spared by recovery that would roll it back, from
 *     when recovery first meets it. It concerns progress only
 * @param origin who makes the change, and what they say of it
 */
public record Sidecar(
    GroupId group,
    OperationId operation,
    List<TablePlan> tables,
    SortedMap<String, Optional<Pin>> reads,
    SortedMap<String, Long> sources,
    long basedOn,
    Duration patience,
    Origin origin) {
  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if there are no tables, one is named twice, or the patience is
   *     negative
   */
  public Sidecar {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(patience, "patience");
    tables = List.copyOf(tables);
    reads = Collections.unmodifiableSortedMap(new TreeMap<>(reads));
    sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
    if (tables.isEmpty()) {
      throw new IllegalArgumentException("operation " + operation + " names no table");
    }
    requireDistinct(operation, tables, reads);
    if (basedOn < 1) {
      throw new IllegalArgumentException(
          "operation " + operation + " is based on manifest " + basedOn);
    }
    if (patience.isNegative()) {
      throw new IllegalArgumentException("operation " + operation + " asks for " + patience);
    }
  }

  /** A sidecar without reads, sources, patience or origin. */
  public static Sidecar of(
      GroupId group, OperationId operation, long basedOn, List<TablePlan> tables) {
    return new Sidecar(
        group,
        operation,
        tables,
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        basedOn,
        Duration.ZERO,
        Origin.UNKNOWN);
  }

  private static void requireDistinct(
      OperationId operation, List<TablePlan> tables, SortedMap<String, Optional<Pin>> reads) {
    TreeSet<String> names = new TreeSet<>();
    TreeSet<TableId> datasets = new TreeSet<>();
    for (TablePlan plan : tables) {
      boolean isNew = names.add(plan.name().toLowerCase(Locale.ROOT)) && datasets.add(plan.table());
      boolean renames = !plan.nameAfter().equals(plan.name());
      if (!isNew || reads.containsKey(plan.name())) {
        throw twice(operation, plan.name());
      }
      if (renames
          && (!names.add(plan.nameAfter().toLowerCase(Locale.ROOT))
              || reads.containsKey(plan.nameAfter()))) {
        throw twice(operation, plan.nameAfter());
      }
    }
  }

  private static IllegalArgumentException twice(OperationId operation, String name) {
    return new IllegalArgumentException(
        "operation " + operation + " names table '" + name + "' twice");
  }

  /** Whether {@code other}, of the same id, is of the same try, so that it plans these commits. */
  public boolean isOfTheSameTry(Sidecar other) {
    return basedOn == other.basedOn && tables.equals(other.tables);
  }

  /** Whether it changes nothing that any table holds, so that it gives way to all others. */
  public boolean isDerived() {
    return tables.stream().allMatch(plan -> plan.change().role() == Role.DERIVED);
  }

  /** The plans that commit to a dataset, in commit order. Spec: {@code DatasetsOf}. */
  public List<TablePlan> committing() {
    return tables.stream().filter(TablePlan::commitsAnything).toList();
  }

  /** The pins that it was prepared against. */
  public Expectation expected() {
    SortedMap<String, Optional<Pin>> pins = new TreeMap<>(reads);
    tables.forEach(plan -> pins.put(plan.nameAfter(), Optional.empty()));
    tables.forEach(plan -> pins.put(plan.name(), plan.expected()));
    return new Expectation(pins, basedOn);
  }
}
