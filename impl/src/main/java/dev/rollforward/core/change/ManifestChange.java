package dev.rollforward.core.change;

import dev.rollforward.core.PlannedCommit;
import java.util.List;
import java.util.UUID;

/**
 * A change of what a name stands for, made by the manifest that decides the operation. Nothing is
 * committed to a dataset, so there is nothing to fence.
 */
public sealed interface ManifestChange extends Change permits Rename, Drop {
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
    if (!transactions.isEmpty()) {
      throw new IllegalArgumentException(
          "a " + kind() + " makes no commits, not " + transactions.size());
    }
    return List.of();
  }

  @Override
  default FenceBy fence() {
    return FenceBy.NONE;
  }
}
