package dev.rollforward.testkit;

import dev.rollforward.core.Manifest;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Manifests as one process sees them that remembers the newest one it has read or created, which
 * others may have followed since. Stores in memory are shared by all processes, so that without it
 * what is known would always be the newest. Safe for use by several threads.
 */
public final class KnownManifests extends Forwarding.Manifests {
  private final AtomicReference<Manifest> known = new AtomicReference<>();

  private KnownManifests(ManifestStore inner) {
    super(inner);
  }

  /** {@code stores} as a new process sees them, which knows no manifest yet. */
  public static Stores in(Stores stores) {
    return Forwarding.with(stores, new KnownManifests(stores.manifests()));
  }

  /** {@code stores} as a process sees them that has read manifest {@code seen}. */
  public static Stores in(Stores stores, Manifest seen) {
    KnownManifests manifests = new KnownManifests(stores.manifests());
    manifests.known.set(seen);
    return Forwarding.with(stores, manifests);
  }

  @Override
  public Manifest readNewest() {
    Manifest newest = inner.readNewest();
    saw(newest);
    return newest;
  }

  @Override
  public Manifest readKnown() {
    Manifest newest = known.get();
    return newest == null ? readNewest() : newest;
  }

  @Override
  public Created create(Manifest manifest) {
    Created created = inner.create(manifest);
    if (created == Created.CREATED) {
      saw(manifest);
    }
    return created;
  }

  /** What the store shows is believed before what was asked of it: a store may be at fault. */
  private void saw(Manifest seen) {
    known.accumulateAndGet(
        seen, (one, other) -> one == null || one.version() <= other.version() ? other : one);
  }
}
