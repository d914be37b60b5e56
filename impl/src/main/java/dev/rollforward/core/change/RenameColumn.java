package dev.rollforward.core.change;

/** A column gets another name, and keeps what it holds. */
public record RenameColumn() implements SchemaChange {
  @Override
  public String kind() {
    return "RENAME_COLUMN";
  }
}
