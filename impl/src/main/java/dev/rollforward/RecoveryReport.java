package dev.rollforward;

import dev.rollforward.core.Audit;
import java.util.List;
import java.util.Objects;

/**
 * What a sweep did.
 *
 * @param finished the operations it brought to their end
 * @param problems what it could not act on and left as it was; operations on tables that none of
 *     these concerns go on
 */
public record RecoveryReport(List<Finished> finished, List<StoreException> problems) {
  /** Copies the lists. */
  public RecoveryReport {
    finished = List.copyOf(finished);
    problems = List.copyOf(problems);
  }

  /**
   * An operation that the sweep finished.
   *
   * @param operation the operation
   * @param audit its record
   * @param reason why it was decided so, in words
   */
  public record Finished(OperationId operation, Audit audit, String reason) {
    /** Checks for nulls. */
    public Finished {
      Objects.requireNonNull(operation, "operation");
      Objects.requireNonNull(audit, "audit");
      Objects.requireNonNull(reason, "reason");
    }
  }
}
