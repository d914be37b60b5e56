package dev.rollforward;

import java.util.Optional;

/**
 * What is worth doing to the files of a table, and how that ended. Immutable; implemented by this
 * library only.
 */
public interface Optimization {
  /** The name of the table. */
  String table();

  /** The index to optimize; empty for a compaction. */
  Optional<String> index();

  /** What there is too much of. */
  String why();

  /** How the transaction ended; empty if it was only planned. */
  Optional<CommitResult> result();
}
