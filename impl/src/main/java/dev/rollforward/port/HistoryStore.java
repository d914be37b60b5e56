package dev.rollforward.port;

import dev.rollforward.StoreException;
import dev.rollforward.core.Boundary;
import dev.rollforward.core.Lease;
import dev.rollforward.core.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The manifests of the past, and what clean-up needs to delete some of them. Safe for use by
 * several threads and processes.
 */
public interface HistoryStore {
  /**
   * A manifest, and its size.
   *
   * @param bytes how much room it takes
   */
  record Stored(Manifest manifest, long bytes) {}

  /**
   * Manifest {@code version}; empty if it does not exist (any more).
   *
   * @throws StoreException.Unreadable if it cannot be used
   * @throws StoreException if it cannot be read
   */
  Optional<Stored> read(long version);

  /**
   * The numbers of the manifests that are there, ascending. One that is not listed costs room, and
   * nothing else.
   *
   * @throws StoreException if they cannot be listed
   */
  List<Long> numbers();

  /**
   * Reads every manifest that was not cleaned up, oldest first, and checks that each is whole, is
   * of this group, follows the one before it, and is not older than that. Its cost grows with their
   * number.
   *
   * @param each gets those that can be read
   * @return what is wrong, each naming its place; an {@link StoreException.Unreadable} for each
   *     that is missing, damaged or out of order
   * @throws StoreException if the manifests cannot be listed, or one cannot be read now
   */
  List<StoreException> check(Consumer<Manifest> each);

  /**
   * The record of the last clean-up; empty if there was none.
   *
   * @throws StoreException if it cannot be read
   */
  Optional<Boundary> boundary();

  /**
   * Records that a clean-up is going to delete, if no other has that number. Whichever record
   * exists is durable at return.
   *
   * @throws StoreException.OutcomeUnknown if it may or may not have been recorded
   * @throws StoreException if it was not recorded
   */
  Created record(Boundary boundary);

  /**
   * Makes sure that {@code boundary}, which this process has read, outlives a power failure: to be
   * called before anything is deleted because of it.
   *
   * @throws StoreException.OutcomeUnknown if it may be lost
   */
  void makeDurable(Boundary boundary);

  /**
   * Creates {@code lease}.
   *
   * @throws StoreException if it may not be there
   */
  void lease(Lease lease);

  /**
   * The leases that there are, ended or not. One that was created before this call began, and was
   * not released, is among them.
   *
   * @throws StoreException.Unreadable if one cannot be used
   * @throws StoreException if they cannot be read
   */
  List<Lease> leases();

  /**
   * Removes a lease; does nothing if it is gone.
   *
   * @throws StoreException if it may still be there
   */
  void release(UUID lease);

  /**
   * Deletes manifest {@code version}; does nothing if it is gone.
   *
   * @throws IllegalArgumentException if it is the first, or no boundary is above it
   * @throws StoreException if it may still be there
   */
  void delete(long version);
}
