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
    return saw(Manifest.of(GROUP, version, new TreeMap<>(), new TreeMap<>(), Optional.empty()))
        .version();
  }

  /** The newest version seen, 0 for none. */
  @Operation
  public long newest() {
    return newestSeen().map(Manifest::version).orElse(0L);
  }

  Manifest saw(Manifest manifest) {
    return cache.saw(manifest);
  }

  Optional<Manifest> newestSeen() {
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
    private volatile Manifest newest;

    @Override
    Manifest saw(Manifest manifest) {
      if (newest == null || newest.version() < manifest.version()) {
        Thread.yield();
        newest = manifest;
      }
      return newest;
    }

    @Override
    Optional<Manifest> newestSeen() {
      return Optional.ofNullable(newest);
    }
  }

  /** Broken as far as progress goes: right, but who reads waits for who writes. */
  public static class Locked extends ManifestCacheLincheck {
    @Override
    synchronized Manifest saw(Manifest manifest) {
      return super.saw(manifest);
    }

    @Override
    synchronized Optional<Manifest> newestSeen() {
      return super.newestSeen();
    }
  }
}
