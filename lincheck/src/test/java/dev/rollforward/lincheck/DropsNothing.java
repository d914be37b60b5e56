package dev.rollforward.lincheck;

import dev.rollforward.core.Manifest;
import dev.rollforward.core.PinnedTable;
import dev.rollforward.core.Tombstone;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.testkit.Forwarding;
import java.util.SortedMap;
import java.util.TreeMap;

/** Fault: a manifest that drops a table shows it all the same. */
public class DropsNothing extends MemoryGroup {
  /** A group with the fault. */
  public DropsNothing() {
    super(sound -> Forwarding.with(sound, new Keeping(sound.manifests())));
  }

  private static final class Keeping extends Forwarding.Manifests {
    Keeping(ManifestStore inner) {
      super(inner);
    }

    @Override
    public Created create(Manifest manifest) {
      Manifest before = inner.readNewest();
      SortedMap<String, PinnedTable> tables = new TreeMap<>(manifest.tables());
      for (Tombstone lost : manifest.tombstones()) {
        if (lost.manifestVersion() == manifest.version() && before.table(lost.name()).isPresent()) {
          tables.putIfAbsent(lost.name(), before.tables().get(lost.name()));
        }
      }
      return inner.create(
          new Manifest(
              manifest.group(),
              manifest.version(),
              manifest.time(),
              manifest.origin(),
              tables,
              manifest.tombstones(),
              manifest.sources(),
              manifest.decisions(),
              manifest.committedBy(),
              manifest.kept()));
    }
  }
}
