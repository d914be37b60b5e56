package dev.rollforward.lincheck;

import dev.rollforward.OperationId;
import dev.rollforward.core.Decision;
import dev.rollforward.core.Manifest;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import dev.rollforward.testkit.Forwarding;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fault: a sweep whose manifest has moved aborts all the same as long as it finds no decision (rule
 * 2), although the operation may have been committed and tidied up meanwhile.
 */
public class DecideOnStaleRead extends MemoryGroup {
  /** A group with the fault. */
  public DecideOnStaleRead() {
    super(sound -> Forwarding.with(sound, new Rebased(sound.manifests())));
  }

  private static final class Rebased extends Forwarding.Manifests {
    private final Map<Long, Manifest> created = new TreeMap<>();

    Rebased(ManifestStore inner) {
      super(inner);
      Manifest first = inner.readNewest();
      created.put(first.version(), first);
    }

    @Override
    public synchronized Created create(Manifest manifest) {
      Created outcome = inner.create(manifest);
      if (outcome == Created.EXISTS && manifest.committedBy().isEmpty()) {
        return aborted(manifest).map(o -> abort(o, manifest)).orElse(outcome);
      }
      created.putIfAbsent(manifest.version(), manifest);
      return outcome;
    }

    private Optional<OperationId> aborted(Manifest manifest) {
      Manifest read = created.get(manifest.version() - 1);
      return manifest.decisions().keySet().stream()
          .filter(operation -> read.decisionOf(operation).isEmpty())
          .findFirst();
    }

    private Created abort(OperationId operation, Manifest stale) {
      Manifest newest = inner.readNewest();
      if (newest.decisionOf(operation).isPresent()) {
        return Created.EXISTS;
      }
      SortedMap<OperationId, Decision> decisions = new TreeMap<>(newest.decisions());
      decisions.put(operation, stale.decisions().get(operation));
      return create(
          Manifest.of(
              newest.group(), newest.version() + 1, newest.pins(), decisions, Optional.empty()));
    }
  }
}
