package dev.rollforward.store.file;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.core.Audit;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Sidecar;
import dev.rollforward.store.contract.AuditSubject;
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

/** The contract on the file stores, and on file stores that break it. */
class FileStoresTest {
  @TempDir Path root;

  @Nested
  class Manifests extends StoreContract<Manifest> {
    @Override
    protected Subject<Manifest> subject() {
      return new ManifestSubject(new FileManifestStore(root));
    }
  }

  @Nested
  class Sidecars extends DeletingStoreContract<Sidecar> {
    @Override
    protected DeletingSubject<Sidecar> subject() {
      return new SidecarSubject(new FileSidecarStore(root, () -> Samples.GROUP));
    }
  }

  @Nested
  class Audits extends ListedStoreContract<Audit> {
    @Override
    protected ListedSubject<Audit> subject() {
      return new AuditSubject(new FileAuditStore(root, () -> Samples.GROUP));
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
    private final FileSidecarStore store;

    OnFiles(Path root, FileOps ops) {
      store = new FileSidecarStore(root, () -> Samples.GROUP, ops);
    }

    @Override
    protected DeletingSubject<Sidecar> subject() {
      return new SidecarSubject(store);
    }
  }
}
