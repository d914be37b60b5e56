package dev.rollforward.core.change;

import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A change of what a table's dataset holds: one commit or more on top of an existing version. Lance
 * refuses all of them after a restore. The first commit is of the kind; each further one appends
 * rows, which can be staged without seeing what the one before makes.
 */
public sealed interface VersionChange extends Change
    permits Append, Overwrite, Delete, Upsert, Update {
  @Override
  default Role role() {
    return Role.LOGICAL;
  }

  @Override
  default Demand demand() {
    return Demand.PRESENT;
  }

  @Override
  default boolean makesDataset() {
    return false;
  }

  @Override
  default List<PlannedCommit> plan(long base, List<UUID> transactions) {
    if (base == Pin.ABSENT || transactions.isEmpty()) {
      throw new IllegalArgumentException(
          kind()
              + " is commits on an existing version, not "
              + transactions.size()
              + " on "
              + base);
    }
    return PlannedCommit.chain(base, transactions);
  }

  @Override
  default FenceBy fence() {
    return FenceBy.RESTORE;
  }

  @Override
  default Optional<Pin> pinAfter(TableId table, List<PlannedCommit> commits) {
    return Optional.of(PlannedCommit.last(table, commits));
  }
}
