package dev.rollforward;

import java.io.Serializable;

/**
 * Rows that were written for one table, by {@link StagingTarget#stage} on any machine, and that no
 * version of the table names yet. Whoever commits them hands them to {@link
 * Transaction#append(String, java.util.List)} or {@link Transaction#overwrite(String,
 * java.util.List)}, of one transaction only. What is never committed takes up space until {@link
 * Transaction#abandon} or {@link TableGroup#abandon}.
 *
 * <p>Holds the names of files, and no rows and no credentials. It can be serialized, and has a
 * versioned form in JSON ({@link #toJson}, {@link TableGroup#stagedFragments}); both carry a
 * checksum. Immutable. Implemented by this library only.
 */
public interface StagedFragments extends Serializable {
  /** The number of rows. */
  long rowCount();

  /** The number of data files; none if there were no rows. */
  int fileCount();

  /** The form that {@link TableGroup#stagedFragments} reads, on one line. */
  String toJson();
}
