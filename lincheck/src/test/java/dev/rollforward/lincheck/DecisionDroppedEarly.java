package dev.rollforward.lincheck;

import dev.rollforward.OperationId;
import dev.rollforward.core.Decision;
import dev.rollforward.core.Manifest;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.testkit.Forwarding;
import java.util.SortedMap;
import java.util.TreeMap;

/** Fault: each manifest drops the decisions of those before it, sidecar or not (rule 9). */
public class DecisionDroppedEarly extends MemoryGroup {
  /** A group with the fault. */
  public DecisionDroppedEarly() {
    super(sound -> Forwarding.with(sound, new Forgetful(sound.manifests())));
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
