package dev.rollforward.published.engine;

import dev.rollforward.OperationId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a sweep did.
 *
 * @param endings what became of each sidecar that it listed
 */
public record SweepReport(SortedMap<OperationId, Ending> endings) {
  /** How a sweep left one operation. */
  public enum Ending {
    /** It published the operation, audited it and deleted its sidecar. */
    RolledForward,
    /** It lost its publish to somebody with the same goal. */
    Converged,
    /** It lost its publish, and the sidecar waits for the next pass. */
    Deferred,
    /** It took an earlier roll-forward to have succeeded. */
    Stale,
    /** It rolled the operation back. */
    RolledBack,
    /** It rolls forward only, and could not. */
    Left,
    /** The sidecar was gone when its turn came. */
    Gone
  }

  /** Copies the map. */
  public SweepReport {
    endings = Collections.unmodifiableSortedMap(new TreeMap<>(endings));
  }
}
