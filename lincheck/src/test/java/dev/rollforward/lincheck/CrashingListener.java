package dev.rollforward.lincheck;

import dev.rollforward.Action;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.ProtocolListener;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Crashes writers after a given number of steps. */
final class CrashingListener implements ProtocolListener {
  /** Nothing in the library may catch it. */
  static final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Map<OperationId, Integer> left = new ConcurrentHashMap<>();
  private final Set<OperationId> converged = ConcurrentHashMap.newKeySet();

  /** The writer of {@code operation} dies after {@code steps} steps. */
  void dieAfter(OperationId operation, int steps) {
    left.put(operation, steps);
  }

  /** Whether the owner of {@code operation} asked how it was decided. */
  boolean hasConverged(OperationId operation) {
    return converged.contains(operation);
  }

  @Override
  public void onStep(ProtocolEvent event) {
    if (event.action() == Action.Converge) {
      converged.add(event.operation());
    }
    if (event.action().name().startsWith("Sweep")) {
      return;
    }
    Integer steps = left.computeIfPresent(event.operation(), (operation, before) -> before - 1);
    if (steps != null && steps == 0) {
      throw new SimulatedCrash();
    }
  }
}
