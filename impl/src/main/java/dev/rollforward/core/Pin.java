package dev.rollforward.core;

import java.util.Objects;

/**
 * What the manifest makes visible of one table: an immutable Lance version of one dataset.
 *
 * @param table the dataset
 * @param version the visible Lance version, at least 1
 */
public record Pin(TableId table, long version) {
  /** The version that means "this table is not registered". */
  public static final long ABSENT = 0;

  /**
   * @throws IllegalArgumentException if {@code version} is below 1
   */
  public Pin {
    Objects.requireNonNull(table, "table");
    if (version < 1) {
      throw new IllegalArgumentException("pin of " + table + " is " + version + ", below 1");
    }
  }
}
