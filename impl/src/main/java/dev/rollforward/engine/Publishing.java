package dev.rollforward.engine;

import dev.rollforward.OperationId;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Publish;
import dev.rollforward.core.Sidecar;
import java.util.Objects;
import java.util.Optional;

/** An owner's attempts to publish its operation. Used by one thread. */
final class Publishing {
  private final Stores stores;
  private final Decisions decisions;
  private final OperationId operation;
  private final Backoff backoff;
  private boolean looked;
  private boolean durable;

  /** None was made yet. */
  Publishing(Stores stores, OperationId operation) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.decisions = new Decisions(stores);
    this.operation = Objects.requireNonNull(operation, "operation");
    this.backoff = new Backoff(stores.environment());
  }

  /**
   * What a look at the manifest has found.
   *
   * @param newest the manifest
   * @param attempt what it would mean to publish there
   * @param goesOn whether that is worth another attempt
   */
  record Look(Manifest newest, Publish.Attempt attempt, boolean goesOn) {
    /** What to put; empty if the operation cannot be published any more, or has tried for long. */
    Optional<Manifest> next() {
      return goesOn && attempt instanceof Publish.Ready ready
          ? Optional.of(ready.next())
          : Optional.empty();
    }
  }

  /**
   * Looks at the manifest. What is known will do the first time: only who loses need read. That is
   * done after the pause: what was read before it would be old again in a group that is written to
   * all the time.
   */
  Look look(Sidecar sidecar) {
    boolean goesOn = backoff.again();
    Manifest newest = looked ? stores.manifests().readNewest() : stores.manifests().readKnown();
    Publish.Attempt attempt = Publish.attempt(newest, sidecar);
    if (!(attempt instanceof Publish.Ready) && !looked) {
      newest = stores.manifests().readNewest();
      attempt = Publish.attempt(newest, sidecar);
    }
    looked = true;
    return new Look(newest, attempt, goesOn);
  }

  /** Puts {@code next}. What it is going to name must not be lost while it is not. */
  ManifestPut publish(Manifest next, Sidecar sidecar) {
    if (!durable) {
      stores.tables().makeDurable(sidecar.committing());
      durable = true;
    }
    return decisions.publish(next, operation);
  }
}
