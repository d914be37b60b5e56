package dev.rollforward.published.port;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.port.Created;
import dev.rollforward.port.SidecarStore.Listing;
import dev.rollforward.published.core.PublishedSidecar;
import java.util.Optional;

/** Sidecars that may be put again. Safe for use by several threads and processes. */
public interface PublishedSidecarStore {
  /**
   * What stands in the store, by name.
   *
   * @throws StoreException if it cannot be listed
   */
  Listing list();

  /**
   * The sidecar of {@code operation}; empty if there is none (any more).
   *
   * @throws StoreException.Unreadable if it is damaged, foreign or of a newer format
   * @throws StoreException if it cannot be read
   */
  Optional<PublishedSidecar> read(OperationId operation);

  /** The same, whatever root it belongs to: what the fault {@code ForeignSidecar} reads. */
  Optional<PublishedSidecar> readOfAnyRoot(OperationId operation);

  /** Creates {@code sidecar} if its operation has none. */
  Created create(PublishedSidecar sidecar);

  /** Puts {@code sidecar}, whether or not its operation has one. */
  void put(PublishedSidecar sidecar);

  /** Deletes the sidecar of {@code operation}; does nothing if there is none. */
  void delete(OperationId operation);
}
