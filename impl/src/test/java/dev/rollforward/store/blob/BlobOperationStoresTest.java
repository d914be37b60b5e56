package dev.rollforward.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.OperationId;
import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import dev.rollforward.core.GroupId;
import dev.rollforward.port.SidecarStore.Listing;
import dev.rollforward.store.contract.Samples;
import dev.rollforward.store.contract.Tree;
import dev.rollforward.store.local.LocalBlobs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sidecar and audit stores do beyond the contract. */
class BlobOperationStoresTest {
  private static final OperationId ONE = Samples.operation(1);

  @TempDir Path root;

  private BlobSidecarStore sidecars;
  private BlobAuditStore audits;

  @BeforeEach
  void open() {
    sidecars = new BlobSidecarStore(new LocalBlobs(root), () -> Samples.GROUP);
    audits = new BlobAuditStore(new LocalBlobs(root), () -> Samples.GROUP);
  }

  @Test
  void objectsStandWhereTheFormatSays() throws IOException {
    sidecars.create(Samples.sidecar(1, 0));
    audits.create(Samples.audit(1, 0));
    assertThat(Tree.of(root))
        .containsOnlyKeys("", "__recovery", "__recovery/op-1.json", "__audit", "__audit/op-1.json");
  }

  @Test
  void strangersAreProblemsAndTemporaryFilesAreNot() throws IOException {
    sidecars.create(Samples.sidecar(2, 0));
    sidecars.create(Samples.sidecar(1, 0));
    audits.create(Samples.audit(1, 0));
    for (String folder : new String[] {"__recovery", "__audit"}) {
      Files.writeString(root.resolve(folder).resolve(".op-3.json.dead.tmp"), "half");
      Files.writeString(root.resolve(folder).resolve("op-1.json.bak"), "");
      Files.writeString(root.resolve(folder).resolve("OP.json"), "");
    }
    Listing listing = sidecars.list();
    assertThat(listing.operations()).containsExactly(ONE, Samples.operation(2));
    assertThat(listing.problems())
        .extracting(Unreadable::location)
        .containsExactly(path("__recovery/OP.json"), path("__recovery/op-1.json.bak"));
    assertThat(listing.problems())
        .allSatisfy(e -> assertThat(e.reason()).isEqualTo(Reason.FOREIGN))
        .allSatisfy(e -> assertThat(e).hasMessageContainingAll("<operation>.json", "left alone"));
    assertThat(audits.list()).containsExactly(ONE);
  }

  @Test
  void listingDoesNotReadWhatItLists() throws IOException {
    sidecars.create(Samples.sidecar(1, 0));
    Files.writeString(root.resolve("__recovery/op-1.json"), "{");
    assertThat(sidecars.list().operations()).containsExactly(ONE);
    refused(Reason.CORRUPT, "__recovery/op-1.json", "not the header of a stored object");
  }

  @Test
  void whatIsGoneBetweenListingAndReadingIsEmptyAndNoError() {
    sidecars.create(Samples.sidecar(1, 0));
    assertThat(sidecars.list().operations()).containsExactly(ONE);
    new BlobSidecarStore(new LocalBlobs(root), () -> Samples.GROUP).delete(ONE);
    assertThat(sidecars.read(ONE)).isEmpty();
    assertThat(audits.read(ONE)).isEmpty();
  }

  @Test
  void whatBelongsToAnotherGroupIsForeign() {
    sidecars.create(Samples.sidecar(1, 0));
    audits.create(Samples.audit(1, 0));
    GroupId other = new GroupId("other");
    sidecars = new BlobSidecarStore(new LocalBlobs(root), () -> other);
    refused(Reason.FOREIGN, "__recovery/op-1.json", "group here is other");
    assertThatThrownBy(() -> new BlobAuditStore(new LocalBlobs(root), () -> other).read(ONE))
        .isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> sidecars.create(Samples.sidecar(2, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new BlobAuditStore(new LocalBlobs(root), () -> other).create(Samples.audit(2, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(sidecars.list().operations()).containsExactly(ONE);
  }

  @Test
  void whatStandsUnderAnotherNameIsForeign() throws IOException {
    sidecars.create(Samples.sidecar(2, 0));
    Files.copy(root.resolve("__recovery/op-2.json"), root.resolve("__recovery/op-1.json"));
    refused(
        Reason.FOREIGN, "__recovery/op-1.json", "sidecar op-2 under a name that is not its own");
    assertThat(sidecars.read(Samples.operation(2))).isPresent();
  }

  @Test
  void aFolderOrAHugeFileIsNoSidecar() throws IOException {
    Path file = root.resolve("__recovery/op-1.json");
    Files.createDirectories(file);
    refused(Reason.CORRUPT, "__recovery/op-1.json", "it is a folder");
    Files.delete(file);
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength((64L << 20) + 1);
    }
    refused(Reason.CORRUPT, "__recovery/op-1.json", "larger than");
  }

  @Test
  void theGroupIsAskedOnlyWhenItIsNeeded() {
    AtomicBoolean known = new AtomicBoolean();
    BlobSidecarStore store =
        new BlobSidecarStore(
            new LocalBlobs(root),
            () -> {
              assertThat(known).isTrue();
              return Samples.GROUP;
            });
    assertThat(store.list().operations()).isEmpty();
    store.delete(ONE);
    known.set(true);
    store.create(Samples.sidecar(1, 0));
    assertThat(store.read(ONE)).isPresent();
  }

  @Test
  void readingWritesNothing() throws IOException {
    Map<String, String> before = Tree.of(root);
    assertThat(sidecars.list().operations()).isEmpty();
    assertThat(sidecars.read(ONE)).isEmpty();
    assertThat(audits.list()).isEmpty();
    assertThat(audits.read(ONE)).isEmpty();
    assertThat(Tree.of(root)).isEqualTo(before);
    sidecars.create(Samples.sidecar(1, 0));
    Map<String, String> after = Tree.of(root);
    assertThat(after).as("a write would show").isNotEqualTo(before);
    assertThat(sidecars.read(sidecars.list().operations().get(0))).isPresent();
    assertThat(Tree.of(root)).isEqualTo(after);
  }

  @Test
  void whatCannotBeReadIsAnErrorAndNeverAbsence() throws IOException {
    Files.writeString(root.resolve("__recovery"), "a file where a folder should be");
    assertThatThrownBy(() -> sidecars.list()).isExactlyInstanceOf(StoreException.class);
    assertThatThrownBy(() -> sidecars.read(ONE)).isExactlyInstanceOf(StoreException.class);
    assertThatThrownBy(() -> sidecars.create(Samples.sidecar(1, 0)))
        .isExactlyInstanceOf(StoreException.class);
    assertThatThrownBy(() -> sidecars.delete(ONE)).isExactlyInstanceOf(StoreException.class);
  }

  private void refused(Reason reason, String file, String problem) {
    assertThatThrownBy(() -> sidecars.read(ONE))
        .isInstanceOfSatisfying(Unreadable.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContainingAll(path(file), problem, "No data is at risk");
  }

  private String path(String file) {
    return root.resolve(file).toString();
  }
}
