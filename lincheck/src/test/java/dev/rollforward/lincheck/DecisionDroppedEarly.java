package dev.rollforward.lincheck;

import dev.rollforward.OperationId;
import dev.rollforward.core.Decision;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Pin;
import dev.rollforward.core.TableHistory;
import dev.rollforward.core.TableId;
import dev.rollforward.core.TableVersion;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.port.TableStore;
import dev.rollforward.testkit.Forwarding;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fault: each manifest drops the decisions of those before it, sidecar or not (rule 9). As in the
 * spec, rule 11 is taken away as well, which would hold it up: no version up to a pin tells its
 * transaction.
 */
public class DecisionDroppedEarly extends MemoryGroup {
  /** A group with the fault. */
  public DecisionDroppedEarly() {
    super(
        sound ->
            Forwarding.with(
                Forwarding.with(sound, new Forgetful(sound.manifests())),
                new WithoutPast(sound.tables(), sound.manifests())));
  }

  private static final class WithoutPast extends Forwarding.Tables {
    private final ManifestStore manifests;

    WithoutPast(TableStore inner, ManifestStore manifests) {
      super(inner);
      this.manifests = manifests;
    }

    @Override
    public TableHistory history(TableId table, long from) {
      TableHistory history = inner.history(table, from);
      TreeMap<Long, TableVersion> versions = new TreeMap<>(history.versions());
      for (Pin pin : manifests.readNewest().pins().values()) {
        if (pin.table().equals(table)) {
          versions.headMap(pin.version(), true).replaceAll((number, version) -> unknown(version));
        }
      }
      return TableHistory.of(table, from, versions);
    }

    private static TableVersion unknown(TableVersion version) {
      return new TableVersion(
          version.version(), Optional.empty(), version.operation(), version.content());
    }
  }

  private static final class Forgetful extends Forwarding.Manifests {
    Forgetful(ManifestStore inner) {
      super(inner);
    }

    @Override
    public synchronized Created create(Manifest manifest) {
      SortedMap<OperationId, Decision> decisions = new TreeMap<>(manifest.decisions());
      decisions.keySet().removeAll(inner.readNewest().decisions().keySet());
      return inner.create(
          Manifest.of(
              manifest.group(),
              manifest.version(),
              manifest.pins(),
              decisions,
              manifest.committedBy()));
    }
  }
}
