package dev.rollforward.core.change;

/** Columns that are null in every row are added behind those that the table has. */
public record AddColumns() implements SchemaChange {
  @Override
  public String kind() {
    return "ADD_COLUMNS";
  }
}
