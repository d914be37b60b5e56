package dev.rollforward;

import java.util.List;

/**
 * What a clean-up would delete. Immutable.
 *
 * @param newest the newest manifest when it was planned
 * @param least the least manifest that stays; the first stays, too, as it says which group this is
 * @param items what goes, in this order
 */
public record CleanUpPlan(long newest, long least, List<Item> items) {
  /** Copies the list. */
  public CleanUpPlan {
    items = List.copyOf(items);
  }

  /** What something is that goes. */
  public enum Kind {
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

  /**
   * Something that goes.
   *
   * @param kind what it is
   * @param path where it is, a file, or a folder with a slash at its end; of a manifest its number,
   *     of an audit record its operation
   * @param bytes how much room it takes
   * @param why why nobody needs it
   */
  public record Item(Kind kind, String path, long bytes, String why) {}

  /** How much room everything that goes takes, in bytes. */
  public long bytes() {
    return items.stream().mapToLong(Item::bytes).sum();
  }
}
