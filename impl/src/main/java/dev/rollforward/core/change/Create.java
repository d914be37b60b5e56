package dev.rollforward.core.change;

/** A table comes into being under a name that no table has. */
public record Create() implements DatasetChange {
  @Override
  public String kind() {
    return "CREATE";
  }

  @Override
  public Demand demand() {
    return Demand.ABSENT;
  }
}
