package dev.rollforward.store.blob;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The newest manifest that one process has seen. It never goes back: a slow thread that comes with
 * an older one changes nothing. It may be older than the newest there is.
 *
 * <p>Manifests are immutable, and whoever gets one sees all of it. Nobody waits for anybody
 * (lock-free). Safe for use by several threads.
 */
final class ManifestCache {
  private final AtomicReference<KnownManifest> newest = new AtomicReference<>();

  /** The newest seen so far; empty if none was. */
  Optional<KnownManifest> newest() {
    return Optional.ofNullable(newest.get());
  }

  /**
   * Notes that {@code manifest} exists.
   *
   * @return the newest seen so far, this one included
   */
  KnownManifest saw(KnownManifest manifest) {
    return newest.accumulateAndGet(manifest, ManifestCache::newer);
  }

  private static KnownManifest newer(KnownManifest seen, KnownManifest other) {
    return seen == null || seen.version() < other.version() ? other : seen;
  }
}
