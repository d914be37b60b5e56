package dev.rollforward;

import java.util.Optional;

/**
 * Is notified of commits and clean-ups as a whole, in the thread that does them, so it has to be
 * quick. It cannot change the outcome of anything: what it throws is logged and goes no further.
 * Several threads notify it at the same time. {@link ProtocolListener} is notified of every step.
 */
public interface CommitObserver {
  /** An observer that does nothing. */
  CommitObserver NONE = new CommitObserver() {};

  /**
   * A transaction is about to be committed.
   *
   * @param first the id of its first attempt
   */
  default void begins(OperationId first) {}

  /**
   * It has ended; in the thread of {@link #begins}.
   *
   * @param first the id of its first attempt
   * @param attempts how many were made
   * @param result how the last ended; empty if it threw instead
   */
  default void ended(OperationId first, int attempts, Optional<CommitResult> result) {}

  /**
   * A clean-up has ended.
   *
   * @param done what it has deleted
   */
  default void cleanedUp(CleanUpPlan done) {}
}
