package dev.rollforward.testkit.memory;

import dev.rollforward.OperationId;
import dev.rollforward.core.Sidecar;
import dev.rollforward.port.Created;
import dev.rollforward.port.SidecarStore;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Sidecars in memory. Linearizable; safe for use by several threads. */
public final class MemorySidecarStore implements SidecarStore {
  private final TreeMap<OperationId, Sidecar> sidecars = new TreeMap<>();

  /** A store without sidecars. */
  public MemorySidecarStore() {}

  @Override
  public synchronized Listing list() {
    return new Listing(List.copyOf(sidecars.keySet()), List.of());
  }

  @Override
  public synchronized Optional<Sidecar> read(OperationId operation) {
    return Optional.ofNullable(sidecars.get(operation));
  }

  @Override
  public synchronized boolean exists(OperationId operation) {
    return sidecars.containsKey(operation);
  }

  @Override
  public void makeDurable(OperationId operation) {
    // In memory nothing outlives a power failure.
  }

  @Override
  public synchronized Created create(Sidecar sidecar) {
    return sidecars.putIfAbsent(sidecar.operation(), sidecar) == null
        ? Created.CREATED
        : Created.EXISTS;
  }

  @Override
  public synchronized void delete(OperationId operation) {
    sidecars.remove(operation);
  }
}
