package dev.rollforward.lincheck;

import dev.rollforward.OperationId;
import dev.rollforward.core.Audit;
import dev.rollforward.engine.Stores;
import dev.rollforward.port.AuditStore;
import dev.rollforward.port.Created;
import java.util.List;
import java.util.Optional;

/** Fault: an audit record is appended instead of created if absent (rule 10). */
public class AuditAppended extends MemoryGroup {
  /** A group with the fault. */
  public AuditAppended() {
    super(
        sound ->
            new Stores(
                sound.manifests(), sound.sidecars(), new Appended(sound.audits()), sound.tables()));
  }

  private record Appended(AuditStore inner) implements AuditStore {
    @Override
    public Optional<Audit> read(OperationId operation) {
      return inner.read(operation);
    }

    /** Takes its time, so that others come between under stress too. */
    @Override
    @SuppressWarnings("ThreadPriorityCheck")
    public Created create(Audit audit) {
      Thread.yield();
      inner.create(audit);
      return Created.CREATED;
    }

    @Override
    public List<OperationId> list() {
      return inner.list();
    }
  }
}
