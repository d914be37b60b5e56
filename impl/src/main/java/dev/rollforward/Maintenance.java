package dev.rollforward;

import java.util.List;

/**
 * Looking after a group: clean-up, and checks of all that there is. Safe beside writers, readers,
 * recoveries and other clean-ups, in any process: whoever stalled across it finds out and does no
 * harm. The rules of clean-up are {@code spec/CleanUp.tla}. Safe for use by several threads.
 *
 * <p>What is deleted: manifests that are not kept; versions of tables below every pin that is kept,
 * with the files that only they need; datasets that no manifest which is kept shows; what was
 * staged and never committed; what dead processes have left half written; and audit records, if
 * told so.
 */
public interface Maintenance {
  /**
   * What {@link #cleanUp} would delete now. Writes nothing.
   *
   * @throws StoreException.Unreadable if a manifest that is kept, or a sidecar, cannot be used:
   *     what is needed is not known then
   * @throws StoreException if something cannot be read
   * @throws IllegalStateException if the group is closed
   * @throws UnsupportedOperationException if the stores of the group keep everything
   */
  CleanUpPlan plan(Retention retention);

  /**
   * Deletes what {@code retention} does not keep, and what an earlier clean-up that died has left.
   * If it dies, or fails, the next one goes on. Each that deletes anything first leaves a record,
   * by which others know what may be gone.
   *
   * @return what was deleted
   * @throws StoreException.Unreadable as {@link #plan}; nothing was deleted
   * @throws StoreException if another clean-up has begun meanwhile, or something cannot be read or
   *     deleted; what was deleted was needed by nobody
   * @throws IllegalStateException if the group is read-only or closed
   * @throws UnsupportedOperationException if the stores of the group keep everything
   */
  CleanUpPlan cleanUp(Retention retention);

  /**
   * Looks at every manifest that was not cleaned up, every version of a table that one of them
   * pins, every sidecar and every audit record, for what is damaged, missing, or contradicts the
   * protocol. Writes nothing. Its cost grows with all of them.
   *
   * @param readsRows whether to read every row that the newest manifest shows, too
   * @throws StoreException if something cannot be listed, or read just now; nothing is known then
   * @throws IllegalStateException if the group is closed
   * @throws UnsupportedOperationException if the tables of the group are in memory
   */
  Verification verify(boolean readsRows);

  /**
   * What {@link TableGroup#recover()} would do if it waited for nobody. Writes nothing.
   *
   * @throws StoreException if the sidecars cannot be listed
   * @throws IllegalStateException if the group is closed
   */
  RecoveryPlan planRecovery();

  /**
   * What {@link #optimize} would do now. Writes nothing.
   *
   * @throws StoreException if a table cannot be read
   * @throws IllegalStateException if the group is closed
   */
  List<Optimization> planOptimize(OptimizePolicy policy);

  /**
   * Compacts tables and optimizes indexes where {@code policy} says so, each in a derived
   * transaction of its own: readers see no change, and it gives way to every writer, as its result
   * says then. An index of a table that was compacted has lost those rows until the next call.
   *
   * @return what was worth doing, and how that ended
   * @throws StoreException if a table cannot be read, or files cannot be written; what was done
   *     before stays
   * @throws IllegalStateException if the group is read-only or closed
   */
  List<Optimization> optimize(OptimizePolicy policy);
}
