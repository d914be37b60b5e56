package dev.rollforward.core.change;

/**
 * Columns are added that hold values for the rows that are there. Other changes of the schema that
 * follow are part of it, as what it writes is what it is to Lance.
 */
public record MergeColumns() implements SchemaChange {
  @Override
  public String kind() {
    return "MERGE_COLUMNS";
  }

  @Override
  public SchemaChange and(SchemaChange next) {
    return this;
  }
}
