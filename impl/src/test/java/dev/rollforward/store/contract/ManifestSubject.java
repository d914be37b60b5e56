package dev.rollforward.store.contract;

import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import dev.rollforward.core.Manifest;
import dev.rollforward.port.Created;
import dev.rollforward.port.ManifestStore;
import java.util.Optional;

/** A manifest store as a {@link Subject}: keys are versions. */
public record ManifestSubject(ManifestStore store) implements Subject<Manifest> {
  @Override
  public Manifest object(int key, int writer) {
    return Samples.manifest(key, writer);
  }

  @Override
  public Created create(Manifest manifest) {
    return store.create(manifest);
  }

  @Override
  public Optional<Manifest> read(int key) {
    try {
      return Optional.of(store.readNewest()).filter(manifest -> manifest.version() == key);
    } catch (Unreadable e) {
      if (e.reason() == Reason.MISSING && key == 1) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
