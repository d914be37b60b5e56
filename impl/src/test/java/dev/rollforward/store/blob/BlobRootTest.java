package dev.rollforward.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import dev.rollforward.core.Manifest;
import dev.rollforward.core.Protocol;
import dev.rollforward.store.contract.ForwardingBlobs;
import dev.rollforward.store.contract.Tree;
import dev.rollforward.store.json.ManifestCodec;
import dev.rollforward.store.local.LocalBlobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a root is a group, when one is made, and when that would bury another. */
class BlobRootTest {
  @TempDir Path root;

  @Test
  void aNewGroupIsMadeOnceAndThenOpened() {
    Manifest first = root().createOrOpen(Protocol.ROLLFORWARD).readNewest();
    assertThat(first.version()).isEqualTo(1);
    assertThat(root().createOrOpen(Protocol.ROLLFORWARD).readNewest()).isEqualTo(first);
    assertThat(root().openToRead(Protocol.ROLLFORWARD).readNewest()).isEqualTo(first);
  }

  @Test
  void whoDiedAfterTheMarkIsContinued() throws IOException {
    root().createOrOpen(Protocol.ROLLFORWARD);
    String mark = Files.readString(root.resolve("__protocol.json"));
    Files.delete(manifest(1));
    Files.delete(root.resolve("__manifest/newest"));
    Files.delete(root.resolve("__manifest"));
    Manifest first = root().createOrOpen(Protocol.ROLLFORWARD).readNewest();
    assertThat(mark).contains(first.group().value());
  }

  @Test
  void openingToReadWritesNothing() throws IOException {
    root().createOrOpen(Protocol.ROLLFORWARD);
    Map<String, String> before = Tree.of(root);
    Blobs unwritable =
        new ForwardingBlobs(new LocalBlobs(root)) {
          @Override
          public void probe(List<String> folders) {
            throw new AssertionError("a reader writes");
          }
        };
    new BlobRoot(unwritable).openToRead(Protocol.ROLLFORWARD);
    assertThat(Tree.of(root)).isEqualTo(before);
  }

  /** What the numbers of another locale made once: a file that no search finds. */
  @ParameterizedTest
  @ValueSource(strings = {"٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠١.json", "1.json", "whatever.json"})
  void noSecondHistoryIsBegunBesideManifestsWithOddNames(String name) throws IOException {
    root().createOrOpen(Protocol.ROLLFORWARD);
    Files.move(manifest(1), root.resolve("__manifest").resolve(name));
    Files.delete(root.resolve("__manifest/newest"));
    refusedUnchanged(() -> root().createOrOpen(Protocol.ROLLFORWARD), "first manifest is missing");
    Files.delete(root.resolve("__protocol.json"));
    refusedUnchanged(() -> root().createOrOpen(Protocol.ROLLFORWARD), "first manifest is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "__manifest/newest",
        "__recovery/op-1.json",
        "__audit/op-1.json",
        "people-1.lance"
      })
  void noGroupIsMadeOverTheRemainsOfAnother(String remains) throws IOException {
    for (boolean marked : new boolean[] {true, false}) {
      if (marked) {
        root().createOrOpen(Protocol.ROLLFORWARD);
        Files.delete(manifest(1));
        Files.delete(root.resolve("__manifest/newest"));
        Files.delete(root.resolve("__manifest"));
      } else {
        Files.delete(root.resolve("__protocol.json"));
      }
      Path file = root.resolve(remains);
      Files.createDirectories(file.getParent());
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
      for (ThrowingCallable call :
          new ThrowingCallable[] {
            () -> root().createOrOpen(Protocol.ROLLFORWARD),
            () -> root().openToRead(Protocol.ROLLFORWARD)
          }) {
        refusedUnchanged(call, remains, "manifests are gone", "Restore", "empty folder");
      }
    }
  }

  /** Others make the group, and write to it, between the two looks of this one. */
  @Test
  void whoFindsRemainsOfAGroupThatIsJustBeingMadeOpensIt() throws IOException {
    Blobs slow =
        new ForwardingBlobs(new LocalBlobs(root)) {
          private boolean first = true;

          @Override
          public List<String> list(String folder) {
            List<String> before = super.list(folder);
            if (first) {
              first = false;
              root().createOrOpen(Protocol.ROLLFORWARD);
              assertThat(root.resolve("people-1.lance").toFile().mkdir()).isTrue();
            }
            return before;
          }
        };
    Manifest first = new BlobRoot(slow).createOrOpen(Protocol.ROLLFORWARD).readNewest();
    assertThat(root().openToRead(Protocol.ROLLFORWARD).readNewest()).isEqualTo(first);
  }

  /** A directory listing is no snapshot: a copy of a busy root lacks what was made meanwhile. */
  @Test
  void aCopyThatLacksManifestsIsRefusedBeforeAnythingIsWritten() throws IOException {
    lay(25);
    for (int missing : new int[] {16, 22, 23, 24, 25}) {
      Files.delete(manifest(missing));
    }
    refusedUnchanged(
        () -> root().openToWrite(Protocol.ROLLFORWARD), "(missing: 16, 22, 23, 24, 25)");
    refusedUnchanged(
        () -> root().openToRead(Protocol.ROLLFORWARD), "(missing: 16, 22, 23, 24, 25)");
    Files.delete(root.resolve("__manifest/newest"));
    refusedUnchanged(() -> root().openToWrite(Protocol.ROLLFORWARD), "(missing: 16)");
    refusedUnchanged(() -> root().createOrOpen(Protocol.ROLLFORWARD), "(missing: 16)");
    assertThatThrownBy(() -> root().openToWrite(Protocol.ROLLFORWARD))
        .as("no advice that loses data")
        .message()
        .doesNotContainIgnoringCase("delete '")
        .contains("Restore what is missing");
  }

  @Test
  void aStaleHintHidesNoGap() throws IOException {
    lay(15);
    String hint = Files.readString(root.resolve("__manifest/newest"));
    lay(18);
    Files.delete(manifest(16));
    Files.writeString(root.resolve("__manifest/newest"), hint);
    refusedUnchanged(() -> root().openToWrite(Protocol.ROLLFORWARD), "(missing: 16)");
  }

  private void lay(int newest) {
    BlobManifestStore store = root().createOrOpen(Protocol.ROLLFORWARD);
    Manifest last = store.readNewest();
    for (long version = last.version() + 1; version <= newest; version++) {
      store.create(Manifest.of(last.group(), version, Map.of(), Map.of(), Optional.empty()));
    }
  }

  private void refusedUnchanged(ThrowingCallable call, String... words) throws IOException {
    Map<String, String> before = Tree.of(root);
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Unreadable.class, e -> assertThat(e.reason()).isEqualTo(Reason.MISSING))
        .hasMessageContainingAll(words)
        .hasMessageContaining(root.toString());
    assertThat(Tree.of(root)).isEqualTo(before);
  }

  private BlobRoot root() {
    return new BlobRoot(new LocalBlobs(root));
  }

  private Path manifest(long version) {
    return root.resolve("__manifest").resolve(ManifestCodec.name(version) + ".json");
  }
}
