package dev.rollforward.core.change;

/** Columns are added behind those that the table has; its rows stay. */
public record AddColumns() implements InPlace {
  @Override
  public String kind() {
    return "ADD_COLUMNS";
  }
}
