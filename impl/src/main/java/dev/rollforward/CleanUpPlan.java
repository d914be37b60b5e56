package dev.rollforward;

import java.util.List;

/** What a clean-up would delete. Immutable; implemented by this library only. */
public interface CleanUpPlan {
  /** The newest manifest when it was planned. */
  long newest();

  /** The least manifest that stays; the first stays, too, as it says which group this is. */
  long least();

  /** What goes, in this order. */
  List<Item> items();

  /** How much room everything that goes takes, in bytes. */
  default long bytes() {
    return items().stream().mapToLong(Item::bytes).sum();
  }

  /** What something is that goes. */
  enum Kind {
    /** A version of a table that is superseded, or a file that only such need. */
    TABLE_FILE,
    /** All of a table that no manifest that is kept shows. */
    DATASET,
    /** A file that a transaction has staged and never committed, or that is half written. */
    STAGED,
    /** A manifest that is not kept. */
    MANIFEST,
    /** The audit record of an operation that was decided before what is kept. */
    AUDIT
  }

  /** Something that goes. */
  interface Item {
    /** What it is. */
    Kind kind();

    /**
     * Where it is, a file, or a folder with a slash at its end; of a manifest its number, of an
     * audit record its operation.
     */
    String path();

    /** How much room it takes, in bytes; of an audit record 0. */
    long bytes();

    /** Why nobody needs it. */
    String why();
  }
}
