package dev.rollforward.core.change;

/** The rows that a predicate selects get new values. */
public record Update() implements RowChange {
  @Override
  public String kind() {
    return "UPDATE";
  }
}
