package dev.rollforward.core;

import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import java.util.Objects;

/**
 * The lasting record of an operation that recovery finished. Keyed by operation and created if
 * absent, so there is exactly one, whoever races (rule 10).
 *
 * @param group the group it belongs to
 * @param operation the operation
 * @param verdict what was decided: {@code COMMITTED} was rolled forward, {@code ABORTED} back
 * @param manifestVersion a manifest version in which the decision stands
 */
public record Audit(GroupId group, OperationId operation, Verdict verdict, long manifestVersion) {
  /** Checks for nulls. */
  public Audit {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(verdict, "verdict");
  }
}
