package dev.rollforward;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** What to read of a version. Immutable; start from {@link #all()}. */
public final class Scan {
  private static final Scan ALL =
      new Scan(Optional.empty(), Optional.empty(), OptionalLong.empty());

  private final Optional<List<String>> columns;
  private final Optional<String> filter;
  private final OptionalLong limit;

  private Scan(Optional<List<String>> columns, Optional<String> filter, OptionalLong limit) {
    this.columns = columns;
    this.filter = filter;
    this.limit = limit;
  }

  /** Every row and column. */
  public static Scan all() {
    return ALL;
  }

  /**
   * This scan, of these columns only.
   *
   * @throws IllegalArgumentException if there are none
   */
  public Scan select(String... names) {
    if (names.length == 0) {
      throw new IllegalArgumentException("a scan of no columns");
    }
    return new Scan(Optional.of(List.of(names)), filter, limit);
  }

  /**
   * This scan, of the rows for which {@code condition} holds. Lance may read structs of nulls then,
   * where every struct that it reads at once is null: {@code docs/tables.md} says when.
   *
   * @param condition in Lance's SQL dialect, such as {@code "price > 3 AND name = 'a'"}
   */
  public Scan where(String condition) {
    return new Scan(columns, Optional.of(condition), limit);
  }

  /**
   * This scan, of at most {@code rows} rows.
   *
   * @throws IllegalArgumentException if that is below 0
   */
  public Scan limit(long rows) {
    if (rows < 0) {
      throw new IllegalArgumentException("scan limit " + rows + " is below 0");
    }
    return new Scan(columns, filter, OptionalLong.of(rows));
  }

  /** The columns to read, in this order; empty for all of them. Immutable. */
  public Optional<List<String>> columns() {
    return columns;
  }

  /** The condition; empty for all rows. */
  public Optional<String> filter() {
    return filter;
  }

  /** The most rows to read; empty for all of them. */
  public OptionalLong limit() {
    return limit;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scan scan
        && columns.equals(scan.columns)
        && filter.equals(scan.filter)
        && limit.equals(scan.limit);
  }

  @Override
  public int hashCode() {
    return Objects.hash(columns, filter, limit);
  }

  @Override
  public String toString() {
    return "scan of "
        + columns.map(List::toString).orElse("all columns")
        + filter.map(condition -> " where " + condition).orElse("")
        + (limit.isPresent() ? " limit " + limit.getAsLong() : "");
  }
}
