package dev.rollforward.core.change;

/**
 * A table's name passes to a new dataset, whose schema may be another one. The old dataset is left
 * as it is, with a tombstone in the manifest: readers of older manifests still read it.
 */
public record Replace() implements DatasetChange {
  @Override
  public String kind() {
    return "REPLACE";
  }

  @Override
  public Demand demand() {
    return Demand.PRESENT;
  }
}
