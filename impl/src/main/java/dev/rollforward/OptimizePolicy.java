package dev.rollforward;

/**
 * When the files of a table are worth writing again. Immutable.
 *
 * @param smallFragments how many fragments below {@link #SMALL_ROWS} rows a table may have before
 *     it is compacted, at least 2
 * @param deletedShare how many of its rows may be deleted, and still be in its files, before it is
 *     compacted: between 0 and 1
 * @param unindexedRows how many rows may be missing in an index before that is optimized
 */
public record OptimizePolicy(int smallFragments, double deletedShare, long unindexedRows) {
  /** Fragments of fewer rows are small. */
  public static final long SMALL_ROWS = 100_000;

  /** 16 small fragments, a tenth of the rows, 10,000 rows. */
  public static final OptimizePolicy DEFAULT = new OptimizePolicy(16, 0.1, 10_000);

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public OptimizePolicy {
    if (smallFragments < 2 || unindexedRows < 0 || !(deletedShare >= 0 && deletedShare <= 1)) {
      throw new IllegalArgumentException(
          "at least 2 small fragments, a share between 0 and 1, and no negative number of rows: "
              + smallFragments
              + ", "
              + deletedShare
              + ", "
              + unindexedRows);
    }
  }
}
