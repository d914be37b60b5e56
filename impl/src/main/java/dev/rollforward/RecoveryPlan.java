package dev.rollforward;

import java.util.List;

/** What a recovery would do now. Immutable; implemented by this library only. */
public interface RecoveryPlan {
  /** The unfinished operations, by id. */
  List<Planned> operations();

  /** What it could not act on, and would leave as it is. */
  List<StoreException> problems();

  /** What becomes of an operation. */
  enum Decision {
    /** All of it is there, or it is decided so: it becomes, or is, visible. */
    ROLL_FORWARD,
    /** It is incomplete, or decided so: it will never be visible. Its owner may still be at it. */
    ROLL_BACK,
    /** It is decided, never to be visible, but external commits are in the way of undoing it. */
    HELD
  }

  /** An unfinished operation. */
  interface Planned {
    /** The operation. */
    OperationId operation();

    /** What becomes of it, if nothing changes meanwhile. */
    Decision decision();

    /** Why, in words. */
    String reason();

    /** Its tables, in commit order. */
    List<Table> tables();
  }

  /** What is there of an operation on a table. */
  enum State {
    /** Its commits have landed as they were planned. */
    LANDED,
    /** They have not, and still may. */
    MISSING,
    /** They have not, and never can: something else is above what they were prepared against. */
    FENCED,
    /** There is nothing to commit: the table is dropped or renamed in the manifest alone. */
    NOTHING_TO_LAND
  }

  /** A table of an unfinished operation. */
  interface Table {
    /** Its name. */
    String name();

    /** What is done to it, such as {@code "APPEND"}: a kind of change; more will come. */
    String kind();

    /** What is there. */
    State found();
  }
}
