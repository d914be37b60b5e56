package dev.rollforward;

import java.util.List;
import java.util.Objects;

/**
 * What a recovery would do now. Immutable.
 *
 * @param operations the unfinished operations, by id
 * @param problems what it could not act on, and would leave as it is
 */
public record RecoveryPlan(List<Planned> operations, List<StoreException> problems) {
  /** Copies the lists. */
  public RecoveryPlan {
    operations = List.copyOf(operations);
    problems = List.copyOf(problems);
  }

  /** What becomes of an operation. */
  public enum Decision {
    /** All of it is there, or it is decided so: it becomes, or is, visible. */
    ROLL_FORWARD,
    /** It is incomplete, or decided so: it will never be visible. Its owner may still be at it. */
    ROLL_BACK,
    /** It is decided, never to be visible, but external commits are in the way of undoing it. */
    HELD
  }

  /**
   * An unfinished operation.
   *
   * @param decision what becomes of it, if nothing changes meanwhile
   * @param reason why, in words
   * @param tables its tables, in commit order
   */
  public record Planned(
      OperationId operation, Decision decision, String reason, List<Table> tables) {
    /** Copies the list. */
    public Planned {
      Objects.requireNonNull(operation, "operation");
      Objects.requireNonNull(decision, "decision");
      Objects.requireNonNull(reason, "reason");
      tables = List.copyOf(tables);
    }
  }

  /** What is there of an operation on a table. */
  public enum State {
    /** Its commits have landed as they were planned. */
    LANDED,
    /** They have not, and still may. */
    MISSING,
    /** They have not, and never can: something else is above what they were prepared against. */
    FENCED,
    /** There is nothing to commit: the table is dropped or renamed in the manifest alone. */
    NOTHING_TO_LAND
  }

  /**
   * A table of it.
   *
   * @param kind what is done to it, such as {@code "APPEND"}
   * @param found what is there
   */
  public record Table(String name, String kind, State found) {
    /** Checks for nulls. */
    public Table {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(found, "found");
    }
  }
}
