package dev.rollforward.store.blob;

import dev.rollforward.core.GroupId;
import dev.rollforward.core.Manifest;
import java.util.Optional;
import java.util.TreeMap;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * The cache of the newest manifest. Its sequential specification is {@link Spec}.
 *
 * <p>Public, as Lincheck needs it.
 */
public class ManifestCacheLincheck {
  private static final GroupId GROUP = new GroupId("lincheck");

  private final ManifestCache cache = new ManifestCache();

  /** Notes a manifest; the newest version seen. */
  @Operation
  public long saw(@Param(gen = IntGen.class, conf = "1:5") int version) {
    Manifest manifest =
        Manifest.of(GROUP, version, new TreeMap<>(), new TreeMap<>(), Optional.empty());
    return saw(new KnownManifest(manifest, "checksum")).version();
  }

  /** The newest version seen, 0 for none. */
  @Operation
  public long newest() {
    return newestSeen().map(KnownManifest::version).orElse(0L);
  }

  KnownManifest saw(KnownManifest manifest) {
    return cache.saw(manifest);
  }

  Optional<KnownManifest> newestSeen() {
    return cache.newest();
  }

  /** What it is in one thread. */
  public static class Spec {
    private long newest;

    /** Notes a version. */
    public long saw(int version) {
      newest = Math.max(newest, version);
      return newest;
    }

    /** The newest. */
    public long newest() {
      return newest;
    }
  }

  /** Broken: each access is volatile, but look and replace are two, with time between them. */
  @SuppressWarnings("ThreadPriorityCheck")
  public static class TwoSteps extends ManifestCacheLincheck {
    private volatile KnownManifest newest;

    @Override
    KnownManifest saw(KnownManifest manifest) {
      if (newest == null || newest.version() < manifest.version()) {
        Thread.yield();
        newest = manifest;
      }
      return newest;
    }

    @Override
    Optional<KnownManifest> newestSeen() {
      return Optional.ofNullable(newest);
    }
  }

  /** Broken as far as progress goes: right, but who reads waits for who writes. */
  public static class Locked extends ManifestCacheLincheck {
    @Override
    synchronized KnownManifest saw(KnownManifest manifest) {
      return super.saw(manifest);
    }

    @Override
    synchronized Optional<KnownManifest> newestSeen() {
      return super.newestSeen();
    }
  }
}
