package dev.rollforward.conformance.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The constants of the model, by scenario: those of {@code spec/Scenarios.tla} that the library can
 * run, under the same names. It cannot run those with drops or several commits to a table.
 */
enum ModelParameters {
  /** One operation on one table. */
  Alone(List.of("a"), Set.of(), List.of(List.of(1))),
  /** Two operations on one table. */
  OneTable(List.of("a"), Set.of(), List.of(List.of(1), List.of(1))),
  /** Two operations on the same two tables. */
  SameTables(List.of("a", "b"), Set.of(), List.of(List.of(1, 2), List.of(1, 2))),
  /** Two operations that share one of their two tables. */
  SharedTable(List.of("a", "b", "c"), Set.of(), List.of(List.of(1, 2), List.of(2, 3))),
  /** Both append to one table and create the same other one. */
  CreateSame(List.of("a", "b", "b"), Set.of(2, 3), List.of(List.of(1, 2), List.of(1, 3)));

  private final List<String> names;
  private final Set<Integer> created;
  private final List<List<Integer>> plans;

  ModelParameters(List<String> names, Set<Integer> created, List<List<Integer>> plans) {
    this.names = names;
    this.created = created;
    this.plans = plans;
  }

  /**
   * The scenario called {@code name}.
   *
   * @throws IllegalArgumentException if the library cannot play it
   */
  static ModelParameters of(String name) {
    return Arrays.stream(values())
        .filter(cast -> cast.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scenario %s cannot be replayed: the library has no drops and no second commit; use one of %s"
                        .formatted(name, List.of(values()))));
  }

  /** Whether there is a scenario called {@code name} that the library can play. */
  static boolean has(String name) {
    return Arrays.stream(values()).anyMatch(cast -> cast.name().equals(name));
  }

  /** Spec: {@code Ops}. */
  List<Integer> operations() {
    return IntStream.rangeClosed(1, plans.size()).boxed().toList();
  }

  /** Spec: {@code Tables}. */
  List<Integer> tables() {
    return IntStream.rangeClosed(1, names.size()).boxed().toList();
  }

  /** Spec: {@code PlanOf}. */
  List<Integer> planOf(int operation) {
    return plans.get(operation - 1);
  }

  /** Spec: {@code NameOf}. */
  String nameOf(int table) {
    return names.get(table - 1);
  }

  /** Spec: {@code t \in Created}. */
  boolean isCreated(int table) {
    return created.contains(table);
  }

  /** Spec: {@code RelevantOf}. */
  List<Integer> relevantOf(int operation) {
    Set<String> mine = planOf(operation).stream().map(this::nameOf).collect(Collectors.toSet());
    return tables().stream().filter(table -> mine.contains(nameOf(table))).toList();
  }

  /** The operation that creates {@code table}. */
  int creatorOf(int table) {
    return operations().stream().filter(o -> planOf(o).contains(table)).findFirst().orElseThrow();
  }
}
