package dev.rollforward.store.contract;

import dev.rollforward.core.Sidecar;
import dev.rollforward.port.Created;
import dev.rollforward.port.SidecarStore;
import java.util.List;
import java.util.Optional;

/** A sidecar store as a {@link Subject}: keys number operations. */
public record SidecarSubject(SidecarStore store) implements DeletingSubject<Sidecar> {
  @Override
  public Sidecar object(int key, int writer) {
    return Samples.sidecar(key, writer);
  }

  @Override
  public Created create(Sidecar sidecar) {
    return store.create(sidecar);
  }

  @Override
  public Optional<Sidecar> read(int key) {
    return store.read(Samples.operation(key));
  }

  @Override
  public List<Integer> list() {
    return store.list().operations().stream().map(Samples::key).toList();
  }

  @Override
  public void delete(int key) {
    store.delete(Samples.operation(key));
  }
}
