package dev.rollforward.port;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.core.Sidecar;
import java.util.List;
import java.util.Optional;

/** Sidecars, one per operation, written once. Safe for use by several threads and processes. */
public interface SidecarStore {
  /**
   * What stands in the store, by name: whether it can be used, reading it tells.
   *
   * @param operations the operations that have a sidecar, in ascending order
   * @param problems what stands there under a name that is no operation's
   */
  record Listing(List<OperationId> operations, List<StoreException.Unreadable> problems) {
    /** Copies the lists. */
    public Listing {
      operations = List.copyOf(operations);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Every sidecar there is. One that was created before this call began and is not deleted before
   * it ends is listed.
   *
   * @throws StoreException if the store cannot be listed
   */
  Listing list();

  /**
   * The sidecar of {@code operation}; empty if there is none (any more).
   *
   * @throws StoreException.Unreadable if it is damaged, foreign or of a newer format
   * @throws StoreException if it cannot be read
   */
  Optional<Sidecar> read(OperationId operation);

  /**
   * Creates {@code sidecar} if its operation has none.
   *
   * @throws StoreException.OutcomeUnknown if it may or may not have been created
   * @throws StoreException if it was not created
   */
  Created create(Sidecar sidecar);

  /**
   * Deletes the sidecar of {@code operation}; does nothing if there is none.
   *
   * @throws StoreException if it may still be there
   */
  void delete(OperationId operation);
}
