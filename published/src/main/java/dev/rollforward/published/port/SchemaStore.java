package dev.rollforward.published.port;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Schema files, staged by an operation and promoted once it is visible; and the lock of the fault
 * {@code StaleSchemaLock}. Safe for use by several threads and processes.
 */
public interface SchemaStore {
  /**
   * Stages the schema file of {@code operation}, seen by nobody.
   *
   * @throws StoreException if it was not staged
   */
  void stage(OperationId operation, String schema);

  /** The operations with a schema file, promoted or not. Spec: {@code SchemaOps}. */
  SortedSet<OperationId> staged();

  /** The operations whose schema file is promoted. Spec: {@code schema}. */
  SortedSet<OperationId> promoted();

  /** Promotes the staged file of {@code operation}; does nothing if it is promoted. */
  void promote(OperationId operation);

  /** Takes the lock for {@code operation}, if nobody holds it. */
  boolean lock(OperationId operation);

  /** The holder of the lock. */
  Optional<OperationId> lockHolder();

  /** Gives the lock back, if {@code operation} holds it. */
  void unlock(OperationId operation);
}
