package dev.rollforward.published.core;

import dev.rollforward.OperationId;
import dev.rollforward.core.ExpectedVersionMismatch;
import java.util.Objects;
import java.util.Optional;

/** What a writer's caller is told, true or not. Spec: {@code reply}. */
public sealed interface Reply {
  /** The operation. */
  OperationId operation();

  /**
   * It was published.
   *
   * @param manifestVersion by this manifest
   */
  record Ok(OperationId operation, long manifestVersion) implements Reply {
    /** Checks for nulls. */
    public Ok {
      Objects.requireNonNull(operation, "operation");
    }
  }

  /**
   * It was refused, by a table or by the manifest. Its sidecar stays, so a sweep may publish it
   * nevertheless.
   *
   * @param reason why, in words
   * @param mismatch the table that had moved, if the manifest refused
   */
  record Failed(OperationId operation, String reason, Optional<ExpectedVersionMismatch> mismatch)
      implements Reply {
    /** Checks for nulls. */
    public Failed {
      Objects.requireNonNull(operation, "operation");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(mismatch, "mismatch");
    }
  }
}
