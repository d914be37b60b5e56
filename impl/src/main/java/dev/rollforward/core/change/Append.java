package dev.rollforward.core.change;

import dev.rollforward.core.Pin;
import dev.rollforward.core.PlannedCommit;
import dev.rollforward.core.TableId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows are added to the version that the operation was prepared against, in one commit or more. */
public record Append() implements Change {
  @Override
  public String kind() {
    return "APPEND";
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
    if (base == Pin.ABSENT || transactions.isEmpty()) {
      throw new IllegalArgumentException(
          "an APPEND is commits on an existing version, not "
              + transactions.size()
              + " on "
              + base);
    }
    return PlannedCommit.chain(base, transactions);
  }

  @Override
  public FenceBy fence() {
    return FenceBy.RESTORE;
  }

  @Override
  public Optional<Pin> pinAfter(TableId table, List<PlannedCommit> commits) {
    return Optional.of(PlannedCommit.last(table, commits));
  }
}
