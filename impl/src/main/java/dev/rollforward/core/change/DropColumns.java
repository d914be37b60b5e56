package dev.rollforward.core.change;

/** Columns go, with what they hold; the rows stay. */
public record DropColumns() implements SchemaChange {
  @Override
  public String kind() {
    return "DROP_COLUMNS";
  }
}
