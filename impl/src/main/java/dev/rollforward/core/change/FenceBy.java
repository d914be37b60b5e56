package dev.rollforward.core.change;

/**
 * What makes Lance refuse a commit that a stalled owner sends after its operation was aborted. Each
 * is a statement of {@code spec/contract/LanceTable.tla}, tested on Lance itself.
 */
public enum FenceBy {
  /** Any {@code Restore} above the version that the commit was prepared against. */
  RESTORE,
  /** The mere existence of the dataset. */
  EXISTS,
  /** Nothing: it has no commits. */
  NONE
}
