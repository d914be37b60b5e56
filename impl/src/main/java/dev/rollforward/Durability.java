package dev.rollforward;

/**
 * What a committed transaction survives. Either way it survives every crash of processes: what the
 * operating system has taken over, it writes to the disk in the end. More levels may come.
 */
public enum Durability {
  /**
   * Crashes of processes, and no power failure. The files of a group itself are synced, but Lance
   * does not sync what it writes: after a power failure the manifest may name a version of a table
   * of which nothing, or not all, is there, and then the whole table cannot be read until it is
   * brought back from a backup. The default, as it costs nothing.
   */
  PROCESS,
  /**
   * A power failure, too, as far as file system and disk keep what they promise by a sync. Before a
   * transaction is made visible, by its owner or by recovery, all that Lance has written for it is
   * synced: data, deletions, indexes, transactions, the manifests of the new versions, and the
   * folders that hold them. It costs a sync of each of these files.
   *
   * <p>It is what the handle promises that makes the transaction visible. So every handle that
   * writes to the group, or recovers it, should have it; and what was committed without it before
   * is not synced later. A sync that fails leaves the transaction {@linkplain CommitResult.Unknown
   * undecided}: it is not visible, and whoever recovers it syncs again first.
   */
  POWER
}
