package dev.rollforward.core.change;

/** An index is built again, over all rows that the table has by now. */
public record OptimizeIndex() implements Derived {
  @Override
  public String kind() {
    return "OPTIMIZE_INDEX";
  }
}
