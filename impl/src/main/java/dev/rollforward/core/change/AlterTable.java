package dev.rollforward.core.change;

/** Several changes of the columns and the metadata of a table at once; its rows stay. */
public record AlterTable() implements SchemaChange {
  @Override
  public String kind() {
    return "ALTER_TABLE";
  }
}
