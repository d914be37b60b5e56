package dev.rollforward.core.change;

/** A column gets an index. */
public record BuildIndex() implements Derived {
  @Override
  public String kind() {
    return "BUILD_INDEX";
  }
}
