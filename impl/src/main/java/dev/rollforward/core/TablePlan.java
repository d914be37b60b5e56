package dev.rollforward.core;

import dev.rollforward.core.change.Append;
import dev.rollforward.core.change.Change;
import dev.rollforward.core.change.Create;
import dev.rollforward.core.change.Demand;
import dev.rollforward.core.change.Drop;
import dev.rollforward.core.change.Rename;
import dev.rollforward.core.change.Role;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What an operation will do to one table, fixed before anything moves.
 *
 * @param name the table's name in the manifest
 * @param table the dataset
 * @param change what is done to it
 * @param expected the pin seen when the operation was prepared; empty if no table had the name
 * @param base the HEAD that it was prepared against; the expected version if nothing is committed
 * @param commits the commits to make, one on top of the other, the first on {@code base}
 */
public record TablePlan(
    String name,
    TableId table,
    Change change,
    Optional<Pin> expected,
    long base,
    List<PlannedCommit> commits) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the parts contradict each other or the change
   */
  public TablePlan {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(change, "change");
    Objects.requireNonNull(expected, "expected");
    commits = List.copyOf(commits);
    List<UUID> transactions = commits.stream().map(PlannedCommit::transaction).toList();
    if (!fits(table, change, expected, base) || !commits.equals(change.plan(base, transactions))) {
      throw new IllegalArgumentException(
          "plan for '%s' (%s of %s) expects %s and commits %s on base %s"
              .formatted(name, change.kind(), table, expected, commits, base));
    }
  }

  private static boolean fits(TableId table, Change change, Optional<Pin> expected, long base) {
    if (change.demand() == Demand.ABSENT || expected.isEmpty()) {
      return change.demand() == Demand.ABSENT && expected.isEmpty();
    }
    boolean isSame = expected.get().table().equals(table);
    return change.makesDataset() ? !isSame : isSame && base >= expected.get().version();
  }

  /** A plan whose commits have these transactions. */
  public static TablePlan of(
      String name,
      TableId table,
      Change change,
      Optional<Pin> expected,
      long base,
      List<UUID> transactions) {
    return new TablePlan(name, table, change, expected, base, change.plan(base, transactions));
  }

  /** The creation of {@code table} under {@code name}. */
  public static TablePlan create(String name, TableId table, UUID transaction) {
    return of(name, table, new Create(), Optional.empty(), Pin.ABSENT, List.of(transaction));
  }

  /** Appends to the table called {@code name}, prepared against {@code base}. */
  public static TablePlan append(String name, Pin expected, long base, UUID... transactions) {
    return of(
        name, expected.table(), new Append(), Optional.of(expected), base, List.of(transactions));
  }

  /** The drop of the table called {@code name}. */
  public static TablePlan drop(String name, Pin expected) {
    return of(
        name, expected.table(), new Drop(), Optional.of(expected), expected.version(), List.of());
  }

  /** The table called {@code name} is called {@code to} from now on. */
  public static TablePlan rename(String name, Pin expected, String to) {
    return of(
        name,
        expected.table(),
        new Rename(to),
        Optional.of(expected),
        expected.version(),
        List.of());
  }

  /** Whether anything is committed to the dataset; a drop only changes the manifest. */
  public boolean commitsAnything() {
    return !commits.isEmpty();
  }

  /** The last of its commits. */
  public PlannedCommit lastCommit() {
    return commits.get(commits.size() - 1);
  }

  /** The transaction that makes its last version; empty if nothing is committed. */
  public Optional<UUID> lastTransaction() {
    return commits.isEmpty()
        ? Optional.empty()
        : Optional.of(commits.get(commits.size() - 1).transaction());
  }

  /** The table's pin once the operation is committed; empty if the table is then gone. */
  public Optional<Pin> pinAfter() {
    return change.pinAfter(expected, table, commits);
  }

  /** The name of the table once the operation is committed, if it is there then. */
  public String nameAfter() {
    return change.nameAfter(name);
  }

  /** Whether the table holds afterwards what it held before. */
  boolean keepsContent() {
    return change.role() == Role.DERIVED || commits.isEmpty();
  }

  /** Whether {@code pin} is of this plan's dataset, and not of another under the same name. */
  public boolean concerns(Pin pin) {
    return pin.table().equals(table);
  }
}
