package dev.rollforward.store.contract;

import dev.rollforward.core.Audit;
import dev.rollforward.port.AuditStore;
import dev.rollforward.port.Created;
import java.util.List;
import java.util.Optional;

/** An audit store as a {@link Subject}: keys number operations. */
public record AuditSubject(AuditStore store) implements ListedSubject<Audit> {
  @Override
  public Audit object(int key, int writer) {
    return Samples.audit(key, writer);
  }

  @Override
  public Created create(Audit audit) {
    return store.create(audit);
  }

  @Override
  public Optional<Audit> read(int key) {
    return store.read(Samples.operation(key));
  }

  @Override
  public List<Integer> list() {
    return store.list().stream().map(Samples::key).toList();
  }
}
