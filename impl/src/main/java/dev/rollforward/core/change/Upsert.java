package dev.rollforward.core.change;

/** Rows are matched with those of the table by key, and replace or join them. */
public record Upsert() implements RowChange {
  @Override
  public String kind() {
    return "UPSERT";
  }
}
