package dev.rollforward.core;

import java.util.Objects;

/**
 * Why the owner of an aborted operation can never complete it: a version that one of its commits
 * had to land at holds something else, and versions never change.
 *
 * @param table the dataset
 * @param version the version
 */
public record Seal(TableId table, long version) {
  /** Checks for nulls. */
  public Seal {
    Objects.requireNonNull(table, "table");
  }
}
