package dev.rollforward.core.change;

import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A table comes into being, as a dataset of its own, at Lance version 1. One commit only: a second
 * one would be refused by no fence, as the dataset exists by then.
 */
public record Create() implements Change {
  @Override
  public String kind() {
    return "CREATE";
  }

  @Override
  public Role role() {
    return Role.LOGICAL;
  }

  @Override
  public Demand demand() {
    return Demand.ABSENT;
  }

  @Override
  public List<PlannedCommit> plan(long base, List<UUID> transactions) {
    if (base != Pin.ABSENT || transactions.size() != 1) {
      throw new IllegalArgumentException(
          "a CREATE is one commit on version 0, not " + transactions.size() + " on " + base);
    }
    return PlannedCommit.chain(base, transactions);
  }

  @Override
  public FenceBy fence() {
    return FenceBy.EXISTS;
  }

  @Override
  public Optional<Pin> pinAfter(Optional<Pin> before, TableId table, List<PlannedCommit> commits) {
    return Optional.of(PlannedCommit.last(table, commits));
  }
}
