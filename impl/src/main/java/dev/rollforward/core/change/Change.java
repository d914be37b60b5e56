package dev.rollforward.core.change;

import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What an operation does to one table. Immutable, and equal to every other one of its kind. */
public sealed interface Change permits InPlace, DatasetChange, ManifestChange {
  /** The name of the kind, as it is written down: {@code "CREATE"}. */
  String kind();

  /** Whether it changes what the table holds. */
  Role role();

  /** What it demands of the table's name. */
  Demand demand();

  /** Whether it makes a dataset of its own, so that it is based on version 0 of that. */
  default boolean makesDataset() {
    return false;
  }

  /**
   * Whether rows may be appended on top of it in the same operation: they are staged against the
   * version that it changes, and stay right only if it leaves the schema as it is.
   */
  default boolean takesAppends() {
    return false;
  }

  /**
   * The commits to make, each prepared against the one before.
   *
   * @param base the HEAD that the operation was prepared against
   * @param transactions the uuid of each commit, in commit order
   * @throws IllegalArgumentException if this kind does not take that many commits, or not on that
   *     base
   */
  List<PlannedCommit> plan(long base, List<UUID> transactions);

  /** What refuses the commits of a stalled owner after its operation was aborted (rule 7). */
  FenceBy fence();

  /** The name of the table once the operation is committed, if it is there then. */
  default String nameAfter(String name) {
    return name;
  }

  /**
   * The table's pin once the operation is committed; empty if the table is then gone.
   *
   * @param before the pin that it had, if it was there
   * @param table the dataset
   * @param commits what was planned, all of it landed
   */
  Optional<Pin> pinAfter(Optional<Pin> before, TableId table, List<PlannedCommit> commits);
}
