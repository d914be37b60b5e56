package dev.rollforward.core.change;

/** The rows that a predicate selects are removed. */
public record Delete() implements RowChange {
  @Override
  public String kind() {
    return "DELETE";
  }
}
