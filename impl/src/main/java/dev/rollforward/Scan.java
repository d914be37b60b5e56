package dev.rollforward;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to read of a version. Immutable; start from {@link #all()}.
 *
 * @param columns the columns to read, in this order; empty for all of them
 * @param filter a condition in Lance's SQL dialect, such as {@code "price > 3 AND name = 'a'"};
 *     empty for all rows
 * @param limit the most rows to read; empty for all of them
 */
public record Scan(Optional<List<String>> columns, Optional<String> filter, OptionalLong limit) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the list of columns is present and has none, or the limit
   *     is below 0
   */
  public Scan {
    columns = columns.map(List::copyOf);
    if (columns.isPresent() && columns.get().isEmpty()) {
      throw new IllegalArgumentException("a scan of no columns");
    }
    if (limit.isPresent() && limit.getAsLong() < 0) {
      throw new IllegalArgumentException("scan limit " + limit.getAsLong() + " is below 0");
    }
  }

  /** Every row and column. */
  public static Scan all() {
    return new Scan(Optional.empty(), Optional.empty(), OptionalLong.empty());
  }

  /**
   * This scan, of these columns only.
   *
   * @throws IllegalArgumentException if there are none
   */
  public Scan select(String... names) {
    return new Scan(Optional.of(List.of(names)), filter, limit);
  }

  /** This scan, of the rows for which {@code condition} holds. */
  public Scan where(String condition) {
    return new Scan(columns, Optional.of(condition), limit);
  }

  /**
   * This scan, of at most {@code rows} rows.
   *
   * @throws IllegalArgumentException if that is below 0
   */
  public Scan limit(long rows) {
    return new Scan(columns, filter, OptionalLong.of(rows));
  }
}
