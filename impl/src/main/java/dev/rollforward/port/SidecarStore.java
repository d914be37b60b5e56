package dev.rollforward.port;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.core.Sidecar;
import java.util.List;
import java.util.Optional;

/** Sidecars, one per operation, written once. Safe for use by several threads and processes. */
public interface SidecarStore {
  /**
   * What is in the store, by name; whether it can be used is found out by reading it.
   *
   * @param operations the operations that have a sidecar, in ascending order
   * @param problems what is there under a name that is no operation's
   */
  record Listing(List<OperationId> operations, List<StoreException.Unreadable> problems) {
    /** Copies the lists. */
    public Listing {
      operations = List.copyOf(operations);
      problems = List.copyOf(problems);
    }
  }

  /**
   * The sidecars that there are. One that was created before this call began and is not deleted
   * before it ends should be listed; that one is not costs time, and must cost nothing else.
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
   * Whether {@code operation} has a sidecar, readable or not. Unlike {@link #list}, exact at any
   * moment: one that was created before this call began and is not deleted before it ends exists.
   * Only this says that a sidecar is gone.
   *
   * @throws StoreException if it cannot be determined
   */
  boolean exists(OperationId operation);

  /**
   * Makes sure that the sidecar of {@code operation} outlives a power failure; once done, later
   * calls do nothing. To be called before acting on a sidecar that this process has seen and not
   * created.
   *
   * @throws StoreException.OutcomeUnknown if it may be lost
   */
  void makeDurable(OperationId operation);

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
