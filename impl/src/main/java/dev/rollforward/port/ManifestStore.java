package dev.rollforward.port;

import dev.rollforward.StoreException;
import dev.rollforward.core.Manifest;

/**
 * Numbered manifests, each created only if absent and never changed: a true compare-and-set.
 * Implementations are safe for use by several threads and processes.
 */
public interface ManifestStore {
  /**
   * The newest manifest. A manifest whose creation was acknowledged before this call began, or one
   * after it, is returned. The cost does not grow with the number of manifests.
   *
   * @throws StoreException.Unreadable if it is missing, damaged, foreign or of a newer format
   * @throws StoreException if it cannot be read
   */
  Manifest readNewest();

  /**
   * A manifest that was the newest at some moment: at least as new as every one that this instance
   * has returned or created. No call to the store is made while one is known.
   *
   * @throws StoreException.Unreadable as {@link #readNewest}, if none is known yet
   * @throws StoreException as {@link #readNewest}, if none is known yet
   */
  default Manifest readKnown() {
    return readNewest();
  }

  /**
   * Makes sure that manifest {@code version}, and all before it, outlive a power failure; once
   * done, later calls do nothing. To be called before acting on a manifest that this process has
   * read and not created: before a decision in it is audited, a sidecar is deleted because of it,
   * or its outcome is reported to anybody.
   *
   * @param version a manifest that this process has read
   * @throws StoreException.OutcomeUnknown if it may be lost
   */
  void makeDurable(long version);

  /**
   * Creates {@code manifest} under its number if that number is free.
   *
   * @throws StoreException.OutcomeUnknown if it may or may not have been created
   * @throws StoreException if it was not created
   */
  Created create(Manifest manifest);
}
