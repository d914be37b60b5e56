package dev.rollforward;

import java.util.Objects;
import java.util.Optional;

/**
 * What is worth doing to the files of a table, and how that ended. Immutable.
 *
 * @param table the name of the table
 * @param index the index to optimize; empty for a compaction
 * @param why what there is too much of
 * @param result how the transaction ended; empty if it was only planned
 */
public record Optimization(
    String table, Optional<String> index, String why, Optional<CommitResult> result) {
  /** Checks for nulls. */
  public Optimization {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(index, "index");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(result, "result");
  }
}
