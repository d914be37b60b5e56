package dev.rollforward;

import java.util.Objects;
import java.util.Optional;

/** How an index is built. Immutable. */
public final class IndexOptions {
  /** What an index is good for. */
  public enum Type {
    /** Finds values, and ranges of values, of a column of numbers, times or text. */
    BTREE,
    /** Finds the vectors that are nearest to one, by looking at some partitions only. */
    IVF_FLAT
  }

  private final Type type;
  private final int partitions;
  private final Optional<String> name;

  private IndexOptions(Type type, int partitions, Optional<String> name) {
    this.type = type;
    this.partitions = partitions;
    this.name = name;
  }

  /** An index of {@link Type#BTREE}. */
  public static IndexOptions btree() {
    return new IndexOptions(Type.BTREE, 0, Optional.empty());
  }

  /**
   * An index of {@link Type#IVF_FLAT} over a column of fixed-size lists of floats, by their L2
   * distance.
   *
   * @param partitions at least 1, and not more than there are rows
   * @throws IllegalArgumentException if there are fewer than 1
   */
  public static IndexOptions ivfFlat(int partitions) {
    if (partitions < 1) {
      throw new IllegalArgumentException("an index of " + partitions + " partitions");
    }
    return new IndexOptions(Type.IVF_FLAT, partitions, Optional.empty());
  }

  /** The same under this name. Default: the name of the column and {@code _idx}. */
  public IndexOptions named(String newName) {
    return new IndexOptions(type, partitions, Optional.of(newName));
  }

  /** Its type. */
  public Type type() {
    return type;
  }

  /** How many partitions it has; 0 if it has none. */
  public int partitions() {
    return partitions;
  }

  /**
   * Its name.
   *
   * @param column the column that it is built for
   */
  public String nameFor(String column) {
    return name.orElse(Objects.requireNonNull(column, "column") + "_idx");
  }
}
