package dev.rollforward.core.change;

import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A change that is committed on top of a version of its table, and that Lance refuses above a
 * restore: what all kinds have in common that need no answer of their own.
 */
public sealed interface InPlace extends Change permits RowChange, SchemaChange, Derived {
  @Override
  default Role role() {
    return Role.LOGICAL;
  }

  @Override
  default Demand demand() {
    return Demand.PRESENT;
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
  default Optional<Pin> pinAfter(Optional<Pin> before, TableId table, List<PlannedCommit> commits) {
    return Optional.of(PlannedCommit.last(table, commits));
  }
}
