package dev.rollforward.core.change;

import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A change that makes a dataset of its own, at Lance version 1. One commit only: a second one would
 * be refused by no fence, as the dataset exists by then.
 */
public sealed interface DatasetChange extends Change permits Create, Replace {
  @Override
  default Role role() {
    return Role.LOGICAL;
  }

  @Override
  default boolean makesDataset() {
    return true;
  }

  @Override
  default List<PlannedCommit> plan(long base, List<UUID> transactions) {
    if (base != Pin.ABSENT || transactions.size() != 1) {
      throw new IllegalArgumentException(
          kind() + " is one commit on version 0, not " + transactions.size() + " on " + base);
    }
    return PlannedCommit.chain(base, transactions);
  }

  @Override
  default FenceBy fence() {
    return FenceBy.EXISTS;
  }

  @Override
  default Optional<Pin> pinAfter(Optional<Pin> before, TableId table, List<PlannedCommit> commits) {
    return Optional.of(PlannedCommit.last(table, commits));
  }
}
