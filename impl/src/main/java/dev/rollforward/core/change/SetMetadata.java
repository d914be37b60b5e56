package dev.rollforward.core.change;

/** A key of the table's metadata gets a value, or goes; rows and columns stay. */
public record SetMetadata() implements SchemaChange {
  @Override
  public String kind() {
    return "SET_METADATA";
  }
}
