package dev.rollforward.conformance.replay;

import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Delete;
import dev.rollforward.core.change.Overwrite;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The constants of the model, by scenario: those of {@code spec/Scenarios.tla} that the library is
 * made to run, under the same names.
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
  CreateSame(List.of("a", "b", "b"), Set.of(2, 3), List.of(List.of(1, 2), List.of(1, 3))),
  /** One appends to a table and drops the other, to which another appends too. */
  DropAndAppend(
      List.of("a", "b"),
      Set.of(),
      List.of(List.of(1), List.of(1, 2)),
      List.of(Set.of("b"), Set.of()),
      List.of(List.of("APPEND"), List.of("APPEND", "APPEND"))),
  /** One overwrites a table and appends to it, the other deletes from it. */
  ChainOfKinds(
      List.of("a"),
      Set.of(),
      List.of(List.of(1, 1), List.of(1)),
      List.of(Set.of(), Set.of()),
      List.of(List.of("OVERWRITE", "APPEND"), List.of("DELETE")));

  private static final Map<String, Change> CHANGES =
      Stream.of(new Append(), new Overwrite(), new Delete())
          .collect(Collectors.toMap(Change::kind, change -> change));

  /** Spec: {@code TransactionOf}. */
  private static final Map<String, String> TRANSACTIONS =
      Map.of("APPEND", "Append", "OVERWRITE", "Update", "DELETE", "Update");

  private final List<String> names;
  private final Set<Integer> created;
  private final List<List<Integer>> plans;
  private final List<Set<String>> drops;
  private final List<List<String>> kinds;

  ModelParameters(List<String> names, Set<Integer> created, List<List<Integer>> plans) {
    this(
        names,
        created,
        plans,
        plans.stream().map(plan -> Set.<String>of()).toList(),
        plans.stream().map(plan -> plan.stream().map(table -> "APPEND").toList()).toList());
  }

  ModelParameters(
      List<String> names,
      Set<Integer> created,
      List<List<Integer>> plans,
      List<Set<String>> drops,
      List<List<String>> kinds) {
    this.names = names;
    this.created = created;
    this.plans = plans;
    this.drops = drops;
    this.kinds = kinds;
  }

  /**
   * The scenario called {@code name}.
   *
   * @throws IllegalArgumentException if the library cannot play it
   */
  static ModelParameters of(String name) {
    return Arrays.stream(values())
        .filter(parameters -> parameters.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scenario %s cannot be replayed: nobody has said how the library plays it; use one of %s"
                        .formatted(name, List.of(values()))));
  }

  /** Whether there is a scenario called {@code name} that the library can play. */
  static boolean has(String name) {
    return Arrays.stream(values()).anyMatch(parameters -> parameters.name().equals(name));
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

  /** Spec: {@code DatasetsOf}. */
  List<Integer> datasetsOf(int operation) {
    return planOf(operation).stream().distinct().toList();
  }

  /** Spec: {@code DropsOf}, in order. */
  List<String> dropsOf(int operation) {
    return drops.get(operation - 1).stream().sorted().toList();
  }

  /** What an operation does to a dataset that exists; what it commits on top of it appends. */
  Change changeOf(int operation, int table) {
    return CHANGES.get(kinds.get(operation - 1).get(planOf(operation).indexOf(table)));
  }

  /** How often an operation commits to a dataset. */
  int commitsOf(int operation, int table) {
    return Collections.frequency(planOf(operation), table);
  }

  /** Spec: {@code KindAt}, of the nth commit of an operation to a dataset, from 1. */
  String transactionOf(int operation, int table, int ordinal) {
    List<Integer> commits =
        IntStream.range(0, planOf(operation).size())
            .filter(i -> planOf(operation).get(i) == table)
            .boxed()
            .toList();
    return TRANSACTIONS.get(kinds.get(operation - 1).get(commits.get(ordinal - 1)));
  }

  /** Whether every version holds the rows of all its makers, so that rows tell what was done. */
  boolean onlyAdds() {
    return kinds.stream().flatMap(List::stream).allMatch("APPEND"::equals);
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
    Set<String> mine =
        Stream.concat(
                planOf(operation).stream().map(this::nameOf), drops.get(operation - 1).stream())
            .collect(Collectors.toSet());
    return tables().stream().filter(table -> mine.contains(nameOf(table))).toList();
  }

  /** The operation that creates {@code table}. */
  int creatorOf(int table) {
    return operations().stream().filter(o -> planOf(o).contains(table)).findFirst().orElseThrow();
  }
}
