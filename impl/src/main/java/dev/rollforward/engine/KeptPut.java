package dev.rollforward.engine;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.core.Kept;
import dev.rollforward.core.Manifest;
import java.util.Objects;
import java.util.function.Function;

/**
 * Changes what of a group's history is kept: a manifest that changes nothing else, put as often as
 * others are faster. What got no answer is looked at again: if it was put, there is nothing left to
 * do. Safe for use by several threads and processes.
 */
final class KeptPut {
  /** What is put so decides no operation. */
  private static final OperationId NOBODY = new OperationId("-");

  private final Stores stores;
  private final Decisions decisions;

  KeptPut(Stores stores) {
    this.stores = Objects.requireNonNull(stores, "stores");
    this.decisions = new Decisions(stores);
  }

  /**
   * Puts it.
   *
   * @param change what is to be kept after the newest manifest; the same as it keeps if it is so
   *     already
   * @return a newest manifest in which it is so
   * @throws StoreException if others were faster, or there was no answer, for a minute
   */
  Manifest put(Function<Manifest, Kept> change) {
    Backoff backoff = new Backoff(stores.environment());
    do {
      Manifest newest = stores.manifests().readNewest();
      Kept kept = change.apply(newest);
      if (kept.equals(newest.kept())) {
        stores.manifests().makeDurable(newest.version());
        return newest;
      }
      ManifestPut put = decisions.publish(newest.keeping(kept), NOBODY);
      if (put.won()) {
        return put.manifest();
      }
    } while (backoff.again());
    throw new StoreException(
        "others have committed to this group, or its store has not answered, for a minute. Try"
            + " again when fewer writers commit to it");
  }
}
