package dev.rollforward.lincheck;

import dev.rollforward.core.Manifest;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.testkit.Forwarding;
import java.util.Collections;

/** Fault: nobody looks at how far a stream was taken in before. */
public class SourceUnchecked extends MemoryGroup {
  /** A group with the fault. */
  public SourceUnchecked() {
    super(sound -> Forwarding.with(sound, new Sourceless(sound.manifests())));
  }

  private static final class Sourceless extends Forwarding.Manifests {
    Sourceless(ManifestStore inner) {
      super(inner);
    }

    @Override
    public Manifest readNewest() {
      Manifest newest = inner.readNewest();
      return new Manifest(
          newest.group(),
          newest.version(),
          newest.time(),
          newest.origin(),
          newest.tables(),
          newest.tombstones(),
          Collections.emptySortedMap(),
          newest.decisions(),
          newest.committedBy(),
          newest.kept());
    }
  }
}
