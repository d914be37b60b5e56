package dev.rollforward.core.change;

/** Small fragments become larger ones, without the rows that were deleted. */
public record Compact() implements Derived {
  @Override
  public String kind() {
    return "COMPACT";
  }
}
