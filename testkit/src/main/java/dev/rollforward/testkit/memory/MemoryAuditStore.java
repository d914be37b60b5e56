package dev.rollforward.testkit.memory;

import dev.rollforward.OperationId;
import dev.rollforward.core.Audit;
import dev.rollforward.port.AuditStore;
import dev.rollforward.port.Created;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Audit records in memory. Linearizable; safe for use by several threads. */
public final class MemoryAuditStore implements AuditStore {
  private final TreeMap<OperationId, Audit> audits = new TreeMap<>();

  /** A store without records. */
  public MemoryAuditStore() {}

  @Override
  public synchronized Optional<Audit> read(OperationId operation) {
    return Optional.ofNullable(audits.get(operation));
  }

  @Override
  public synchronized Created create(Audit audit) {
    return audits.putIfAbsent(audit.operation(), audit) == null ? Created.CREATED : Created.EXISTS;
  }

  @Override
  public synchronized List<OperationId> list() {
    return List.copyOf(audits.keySet());
  }

  @Override
  public synchronized void delete(OperationId operation) {
    audits.remove(operation);
  }
}
