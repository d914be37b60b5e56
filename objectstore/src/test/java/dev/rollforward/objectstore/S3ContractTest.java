package dev.rollforward.objectstore;

import dev.rollforward.core.Audit;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Sidecar;
import dev.rollforward.store.blob.BlobAuditStore;
import dev.rollforward.store.blob.BlobManifestStore;
import dev.rollforward.store.blob.BlobSidecarStore;
import dev.rollforward.store.blob.Blobs;
import dev.rollforward.store.blob.Storage;
import dev.rollforward.store.contract.AuditSubject;
import dev.rollforward.store.contract.BlobsContract;
import dev.rollforward.store.contract.DeletingStoreContract;
import dev.rollforward.store.contract.DeletingSubject;
import dev.rollforward.store.contract.ListedStoreContract;
import dev.rollforward.store.contract.ListedSubject;
import dev.rollforward.store.contract.ManifestSubject;
import dev.rollforward.store.contract.Samples;
import dev.rollforward.store.contract.SidecarSubject;
import dev.rollforward.store.contract.StoreContract;
import dev.rollforward.store.contract.Subject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The contract of blobs and of the stores over them, against a real S3 server. */
class S3ContractTest {
  private final List<Storage> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Storage::close);
  }

  private Blobs blobs() {
    Storage storage =
        new ObjectStores(variable -> null, Path.of("no-home"))
            .open(S3Server.newRoot(), S3Server.shared().options(), Duration.ofSeconds(30));
    opened.add(storage);
    return storage.blobs();
  }

  @Nested
  class Objects extends BlobsContract {
    @Override
    protected Blobs blobs() {
      return S3ContractTest.this.blobs();
    }
  }

  @Nested
  class Manifests extends StoreContract<Manifest> {
    @Override
    protected Subject<Manifest> subject() {
      return new ManifestSubject(new BlobManifestStore(blobs()));
    }
  }

  @Nested
  class Sidecars extends DeletingStoreContract<Sidecar> {
    @Override
    protected DeletingSubject<Sidecar> subject() {
      return new SidecarSubject(new BlobSidecarStore(blobs(), () -> Samples.GROUP));
    }
  }

  @Nested
  class Audits extends ListedStoreContract<Audit> {
    @Override
    protected ListedSubject<Audit> subject() {
      return new AuditSubject(new BlobAuditStore(blobs(), () -> Samples.GROUP));
    }
  }
}
