package dev.rollforward;

/**
 * When the files of a table are worth writing again. Each method returns another policy, with one
 * thing changed. Immutable.
 */
public final class OptimizePolicy {
  /** Fragments of fewer rows are small. */
  public static final long SMALL_ROWS = 100_000;

  /** 16 small fragments, a tenth of the rows, 10,000 rows. */
  public static final OptimizePolicy DEFAULT = new OptimizePolicy(16, 0.1, 10_000);

  private final int smallFragments;
  private final double deletedShare;
  private final long unindexedRows;

  private OptimizePolicy(int smallFragments, double deletedShare, long unindexedRows) {
    this.smallFragments = smallFragments;
    this.deletedShare = deletedShare;
    this.unindexedRows = unindexedRows;
  }

  /** How many fragments below {@link #SMALL_ROWS} rows a table may have before it is compacted. */
  public int smallFragments() {
    return smallFragments;
  }

  /**
   * How many of its rows may be deleted, and still be in its files, before a table is compacted:
   * between 0 and 1.
   */
  public double deletedShare() {
    return deletedShare;
  }

  /** How many rows may be missing in an index before that is optimized. */
  public long unindexedRows() {
    return unindexedRows;
  }

  /**
   * With another {@link #smallFragments()}.
   *
   * @throws IllegalArgumentException if {@code most} is below 2
   */
  public OptimizePolicy smallFragments(int most) {
    if (most < 2) {
      throw new IllegalArgumentException("at least 2 small fragments can be made one, not " + most);
    }
    return new OptimizePolicy(most, deletedShare, unindexedRows);
  }

  /**
   * With another {@link #deletedShare()}.
   *
   * @throws IllegalArgumentException if {@code most} is not between 0 and 1
   */
  public OptimizePolicy deletedShare(double most) {
    if (!(most >= 0 && most <= 1)) {
      throw new IllegalArgumentException("the share of deleted rows is between 0 and 1: " + most);
    }
    return new OptimizePolicy(smallFragments, most, unindexedRows);
  }

  /**
   * With another {@link #unindexedRows()}.
   *
   * @throws IllegalArgumentException if {@code most} is negative
   */
  public OptimizePolicy unindexedRows(long most) {
    if (most < 0) {
      throw new IllegalArgumentException("unindexed rows are negative: " + most);
    }
    return new OptimizePolicy(smallFragments, deletedShare, most);
  }
}
