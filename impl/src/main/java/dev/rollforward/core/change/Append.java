package dev.rollforward.core.change;

/** Rows are added to the version that the operation was prepared against. */
public record Append() implements RowChange {
  @Override
  public String kind() {
    return "APPEND";
  }
}
