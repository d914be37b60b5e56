package dev.rollforward.published.core;

import dev.rollforward.OperationId;
import dev.rollforward.core.GroupId;
import java.time.Instant;
import java.util.Objects;

/**
 * One line of the audit log; an operation may have several, which is one of the design's faults.
 *
 * @param group the root it belongs to
 * @param operation the operation
 * @param sequence its place among the entries of this operation, 1 for the first
 * @param verdict what a sweep says it did
 * @param actor who swept, in words
 * @param at when, by the sweep's clock; for people only
 */
public record AuditEntry(
    GroupId group,
    OperationId operation,
    long sequence,
    Verdict verdict,
    String actor,
    Instant at) {
  /** What an entry says. */
  public enum Verdict {
    /** All of the operation is visible. */
    RolledForward,
    /** None of it is. */
    RolledBack
  }

  /** Checks for nulls. */
  public AuditEntry {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(at, "at");
  }
}
