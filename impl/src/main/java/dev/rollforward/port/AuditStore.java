package dev.rollforward.port;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.core.Audit;
import java.util.List;
import java.util.Optional;

/**
 * Audit records, one per operation, kept until a clean-up is told to let them expire. Safe for use
 * by several threads and processes.
 */
public interface AuditStore {
  /**
   * The record of {@code operation}, if there is one.
   *
   * @throws StoreException.Unreadable if it is damaged, foreign or of a newer format
   * @throws StoreException if it cannot be read
   */
  Optional<Audit> read(OperationId operation);

  /**
   * Creates {@code audit} if its operation has no record. A record that exists but cannot be read
   * counts as existing. Whichever exists is durable at return.
   *
   * @throws StoreException.OutcomeUnknown if it may or may not have been created
   * @throws StoreException if it was not created
   */
  Created create(Audit audit);

  /**
   * The operations that have a record, readable or not, in ascending order.
   *
   * @throws StoreException if the store cannot be listed
   */
  List<OperationId> list();

  /**
   * Deletes the record of {@code operation}; does nothing if it has none.
   *
   * @throws StoreException if it may still be there
   */
  void delete(OperationId operation);
}
