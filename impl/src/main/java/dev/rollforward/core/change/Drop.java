package dev.rollforward.core.change;

import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A table's name becomes free. The dataset is left as it is, with a tombstone in the manifest that
 * says so: readers of older manifests still read it, and a create of the same name makes another.
 */
public record Drop() implements Change {
  @Override
  public String kind() {
    return "DROP";
  }

  @Override
  public Role role() {
    return Role.LOGICAL;
  }

  @Override
  public Demand demand() {
    return Demand.PRESENT;
  }

  @Override
  public List<PlannedCommit> plan(long base, List<UUID> transactions) {
    if (!transactions.isEmpty()) {
      throw new IllegalArgumentException("a DROP makes no commits, not " + transactions.size());
    }
    return List.of();
  }

  @Override
  public FenceBy fence() {
    return FenceBy.NONE;
  }

  @Override
  public Optional<Pin> pinAfter(Optional<Pin> before, TableId table, List<PlannedCommit> commits) {
    return Optional.empty();
  }
}
