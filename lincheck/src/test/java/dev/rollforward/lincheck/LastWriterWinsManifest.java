package dev.rollforward.lincheck;

import dev.rollforward.core.Manifest;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.testkit.Forwarding;

/**
 * Fault: the manifest put is not conditional, so of two writers who read the same manifest the
 * second takes back what the first was told.
 */
public class LastWriterWinsManifest extends MemoryGroup {
  /** A group with the fault. */
  public LastWriterWinsManifest() {
    super(sound -> Forwarding.with(sound, new Overwritten(sound.manifests().readNewest())));
  }

  private static final class Overwritten implements ManifestStore {
    private Manifest newest;

    Overwritten(Manifest first) {
      newest = first;
    }

    @Override
    public synchronized Manifest readNewest() {
      return newest;
    }

    @Override
    public void makeDurable(long version) {
      // In memory nothing outlives a power failure.
    }

    /** Takes its time, so that others come between under stress too. */
    @Override
    @SuppressWarnings("ThreadPriorityCheck")
    public Created create(Manifest manifest) {
      Thread.yield();
      return put(manifest);
    }

    private synchronized Created put(Manifest manifest) {
      newest = manifest;
      return Created.CREATED;
    }
  }
}
