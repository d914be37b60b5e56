package dev.rollforward.core;

import java.time.Instant;
import java.util.Objects;

/**
 * What a clean-up records before it deletes anything: from then on manifests below {@code least}
 * may be gone, so that a number below it is no longer a name that only one process can have
 * created. Kept for good, one for each clean-up, under consecutive numbers. Spec: {@code bounds} of
 * {@code CleanUp.tla}.
 *
 * @param group the group it belongs to
 * @param run its number, 1 for the first
 * @param least the least manifest that stays, not counting the first, which always does
 * @param time when it was made, by the clock of the process that made it; for people
 * @param items how many files, folders and manifests it was about to delete; for people
 * @param bytes how much room they took; for people
 */
public record Boundary(GroupId group, long run, long least, Instant time, long items, long bytes) {
  /**
   * @throws IllegalArgumentException if a number is below 1
   */
  public Boundary {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(time, "time");
    if (run < 1 || least < 1) {
      throw new IllegalArgumentException("clean-up " + run + " cannot keep manifest " + least);
    }
  }
}
