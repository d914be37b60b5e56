package dev.rollforward.store.memory;

import dev.rollforward.core.Audit;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Sidecar;
import dev.rollforward.store.contract.AuditSubject;
import dev.rollforward.store.contract.DeletingStoreContract;
import dev.rollforward.store.contract.DeletingSubject;
import dev.rollforward.store.contract.ListedStoreContract;
import dev.rollforward.store.contract.ListedSubject;
import dev.rollforward.store.contract.ManifestSubject;
import dev.rollforward.store.contract.SidecarSubject;
import dev.rollforward.store.contract.StoreContract;
import dev.rollforward.store.contract.Subject;
import org.junit.jupiter.api.Nested;

/** The contract on the stores in memory. */
class MemoryStoresTest {
  @Nested
  class Manifests extends StoreContract<Manifest> {
    @Override
    protected Subject<Manifest> subject() {
      return new ManifestSubject(new MemoryManifestStore());
    }
  }

  @Nested
  class Sidecars extends DeletingStoreContract<Sidecar> {
    @Override
    protected DeletingSubject<Sidecar> subject() {
      return new SidecarSubject(new MemorySidecarStore());
    }
  }

  @Nested
  class Audits extends ListedStoreContract<Audit> {
    @Override
    protected ListedSubject<Audit> subject() {
      return new AuditSubject(new MemoryAuditStore());
    }
  }
}
