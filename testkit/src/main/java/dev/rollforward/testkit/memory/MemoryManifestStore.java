package dev.rollforward.testkit.memory;

import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import dev.rollforward.core.Manifest;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import java.util.TreeMap;

/** Manifests in memory. Linearizable; safe for use by several threads. */
public final class MemoryManifestStore implements ManifestStore {
  private final TreeMap<Long, Manifest> manifests = new TreeMap<>();

  /** A store without manifests. */
  public MemoryManifestStore() {}

  @Override
  public synchronized Manifest readNewest() {
    if (manifests.isEmpty()) {
      throw new Unreadable(
          Reason.MISSING, "memory", "there is no manifest", "Create the first one", null);
    }
    return manifests.lastEntry().getValue();
  }

  @Override
  public void makeDurable(long version) {
    // In memory nothing outlives a power failure.
  }

  @Override
  public synchronized Created create(Manifest manifest) {
    return manifests.putIfAbsent(manifest.version(), manifest) == null
        ? Created.CREATED
        : Created.EXISTS;
  }
}
