package dev.rollforward.store.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Sidecar;
import dev.rollforward.store.blob.BlobAuditStore;
import dev.rollforward.store.blob.BlobManifestStore;
import dev.rollforward.store.blob.BlobSidecarStore;
import dev.rollforward.store.blob.Blobs;
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
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on local files and the stores over them, and on file systems that break it. */
class LocalStoresTest {
  @TempDir Path root;

  @Nested
  class Files extends BlobsContract {
    @Override
    protected Blobs blobs() {
      return new LocalBlobs(root);
    }
  }

  @Nested
  class Manifests extends StoreContract<Manifest> {
    @Override
    protected Subject<Manifest> subject() {
      return new ManifestSubject(new BlobManifestStore(new LocalBlobs(root)));
    }
  }

  @Nested
  class Sidecars extends DeletingStoreContract<Sidecar> {
    @Override
    protected DeletingSubject<Sidecar> subject() {
      return new SidecarSubject(new BlobSidecarStore(new LocalBlobs(root), () -> Samples.GROUP));
    }
  }

  @Nested
  class Audits extends ListedStoreContract<Audit> {
    @Override
    protected ListedSubject<Audit> subject() {
      return new AuditSubject(new BlobAuditStore(new LocalBlobs(root), () -> Samples.GROUP));
    }
  }

  @Test
  void checkingThenWritingIsCaught() {
    caught(BrokenOps.checkThenAct(), DeletingStoreContract::OneWinner);
  }

  @Test
  void aLoserThatOverwritesIsCaught() {
    caught(BrokenOps.lastWriterWins(), DeletingStoreContract::WinnerNeverChanges);
  }

  @Test
  void writingUnderTheFinalNameIsCaught() {
    caught(BrokenOps.createNew(), DeletingStoreContract::ReadSeesWholeOrNothing);
  }

  @Test
  void aDeleteThatFailsTheSecondTimeIsCaught() {
    caught(BrokenOps.deleteOfWhatIsThere(), DeletingStoreContract::DeleteIsIdempotent);
  }

  @Test
  void aCachedListingIsCaught() {
    caught(BrokenOps.cachedListing(), DeletingStoreContract::ListShowsWhatStands);
  }

  private void caught(FileOps broken, Consumer<DeletingStoreContract<Sidecar>> statement) {
    assertThatThrownBy(() -> statement.accept(new OnFiles(root, broken)))
        .isInstanceOfAny(AssertionError.class, Unreadable.class);
  }

  private static final class OnFiles extends DeletingStoreContract<Sidecar> {
    private final BlobSidecarStore store;

    OnFiles(Path root, FileOps ops) {
      store = new BlobSidecarStore(new LocalBlobs(root, ops), () -> Samples.GROUP);
    }

    @Override
    protected DeletingSubject<Sidecar> subject() {
      return new SidecarSubject(store);
    }
  }
}
