package dev.rollforward.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * One Lance commit that an operation will make. It is identified by its transaction (rule 3), and
 * counts only where it was prepared to land (rule 4).
 *
 * @param transaction the uuid of its Lance transaction; no other commit has it
 * @param read the version that it is prepared against; {@link Pin#ABSENT} if it creates the dataset
 */
public record PlannedCommit(UUID transaction, long read) {
  /**
   * @throws IllegalArgumentException if {@code read} is below 0
   */
  public PlannedCommit {
    Objects.requireNonNull(transaction, "transaction");
    if (read < Pin.ABSENT) {
      throw new IllegalArgumentException("a commit is prepared against version " + read);
    }
  }

  /** The only version at which it is free of other operations' rows. */
  public long landing() {
    return read + 1;
  }

  /** One commit on top of the other, the first on {@code base}. */
  public static List<PlannedCommit> chain(long base, List<UUID> transactions) {
    List<PlannedCommit> chain = new ArrayList<>();
    for (UUID transaction : transactions) {
      chain.add(new PlannedCommit(transaction, base + chain.size()));
    }
    return List.copyOf(chain);
  }

  /** The pin that the last of {@code commits} makes possible. */
  public static Pin last(TableId table, List<PlannedCommit> commits) {
    return new Pin(table, commits.get(commits.size() - 1).landing());
  }
}
