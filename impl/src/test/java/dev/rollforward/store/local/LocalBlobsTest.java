package dev.rollforward.store.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.StoreException;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import dev.rollforward.store.contract.Tree;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What local files do beyond the contract: what stands in their way is named, with the remedy. */
@Timeout(60)
class LocalBlobsTest {
  private static final byte[] CONTENT = "content".getBytes(UTF_8);
  private static final List<String> FOLDERS = List.of("a", "b");

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\tb", "\u0001", "a\u007fb", "a\u0085b", "x/\r/y"})
  void aRootWithAControlCharacterIsRefused(String name) {
    assertThatThrownBy(() -> new LocalBlobs(root.resolve(name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("control character", "Choose another name", root.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a#b?c", "50%", "ä", "a\u0308", "it's", "[x]*", "🙂", "-"})
  void anOddRootIsUsed(String name) {
    LocalBlobs blobs = new LocalBlobs(root.resolve(name));
    blobs.create("folder/1", CONTENT);
    assertThat(new LocalBlobs(root.resolve(name)).read("folder/1", 100)).hasValue(CONTENT);
  }

  @Test
  void whatProcessesLeftThatDiedIsNotListed() throws IOException {
    LocalBlobs blobs = new LocalBlobs(root);
    blobs.create("a/1", CONTENT);
    Files.write(root.resolve("a/.2.x.tmp"), CONTENT);
    assertThat(blobs.list("a")).containsExactly("1");
    assertThat(blobs.exists("a/2")).isFalse();
  }

  /** Opening a pipe would wait for a writer, for ever. */
  @Test
  void aPipeIsNotReadAndNotWaitedFor() throws Exception {
    pipe(root.resolve("a"));
    refused("a", "a pipe or a device");
  }

  @Test
  void aFolderIsNoObject() throws IOException {
    Files.createDirectory(root.resolve("a"));
    refused("a", "a folder");
  }

  /** A name that leads nowhere is taken all the same: nothing can be created under it. */
  @Test
  void aLinkToNothingIsTakenAndUnreadable() throws IOException {
    Files.createSymbolicLink(root.resolve("a"), root.resolve("nowhere"));
    assertThat(new LocalBlobs(root).exists("a")).isTrue();
    refused("a", "a symbolic link to nothing");
  }

  @Test
  void aLinkToAFileIsRead() throws IOException {
    Files.write(root.resolve("b"), CONTENT);
    Files.createSymbolicLink(root.resolve("a"), root.resolve("b"));
    assertThat(new LocalBlobs(root).read("a", 100)).hasValue(CONTENT);
  }

  private void refused(String key, String what) {
    assertThatThrownBy(() -> new LocalBlobs(root).read(key, 100))
        .isInstanceOfSatisfying(
            Unreadable.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT))
        .hasMessageContainingAll(root.resolve(key).toString(), what, "Move it away");
  }

  @Test
  void anOverwriteReplacesAPipe() throws Exception {
    pipe(root.resolve("hint"));
    new LocalBlobs(root).overwrite("hint", CONTENT);
    assertThat(root.resolve("hint")).isRegularFile().hasBinaryContent(CONTENT);
  }

  private static void pipe(Path name) throws IOException, InterruptedException {
    Process mkfifo = new ProcessBuilder("mkfifo", name.toString()).inheritIO().start();
    assertThat(mkfifo.waitFor()).isZero();
  }

  @Test
  void aFileThatMayNotBeReadIsNamedWithTheRemedy() {
    FileOps others =
        new ForwardingOps() {
          @Override
          public byte[] read(Path file, int limit) throws IOException {
            throw new AccessDeniedException(file.toString());
          }
        };
    assertThatThrownBy(() -> new LocalBlobs(root, others).read("a/1", 100))
        .isExactlyInstanceOf(StoreException.class)
        .hasMessageContainingAll(
            root.resolve("a/1").toString(), "permission denied", "umask", "owner");
  }

  @Test
  void aProbeOfARootThatIsNotThereCreatesNothing() throws IOException {
    Map<String, String> before = Tree.of(root);
    new LocalBlobs(root.resolve("x/y")).probe(FOLDERS);
    assertThat(Tree.of(root)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nfs", "nfs4", "NFS", "cifs", "smb3", "fuse.sshfs", "9p"})
  void aNetworkFileSystemIsRefusedUnlessTheCallerInsists(String type) throws IOException {
    FileOps remote =
        new ForwardingOps() {
          @Override
          public String fileSystemType(Path existing) {
            return type;
          }
        };
    Map<String, String> before = Tree.of(root);
    unusable(remote, "network file system", "local disk");
    assertThat(Tree.of(root)).isEqualTo(before);
    assertThatCode(() -> new FileSystemProbe(root, remote, true).run(FOLDERS))
        .doesNotThrowAnyException();
  }

  @Test
  void aFileSystemWithoutHardLinksIsRefused() throws IOException {
    unusable(
        new ForwardingOps() {
          @Override
          public void link(Path name, Path existing) throws IOException {
            throw new IOException("Operation not permitted");
          }
        },
        "hard links",
        "Operation not permitted",
        "ext4");
  }

  @Test
  void aFileSystemWhereTwoLinksTakeOneNameIsRefused() throws IOException {
    unusable(
        new ForwardingOps() {
          @Override
          public void link(Path name, Path existing) throws IOException {
            Files.deleteIfExists(name);
            super.link(name, existing);
          }
        },
        "lets two links take one name",
        "another file system");
  }

  @Test
  void aFileSystemThatCannotSyncAFolderIsRefused() throws IOException {
    unusable(
        new ForwardingOps() {
          @Override
          public void syncFolder(Path folder) throws IOException {
            throw new IOException("Invalid argument");
          }
        },
        "cannot be synced",
        "Invalid argument",
        "another file system");
  }

  @Test
  void aRootThatMayNotBeWrittenIsRefused() throws IOException {
    unusable(
        new ForwardingOps() {
          @Override
          public void write(Path file, byte[] content) throws IOException {
            throw new AccessDeniedException(file.toString());
          }
        },
        "no file can be written in it",
        "Check owner, mode");
  }

  @Test
  void aFolderOfOthersIsRefused() throws IOException {
    Files.createDirectory(root.resolve("b"));
    unusable(
        new ForwardingOps() {
          @Override
          public boolean mayChange(Path folder) {
            return !folder.endsWith("b");
          }
        },
        "its folder b may not be read and written",
        "umask");
  }

  private void unusable(FileOps ops, String... words) throws IOException {
    Map<String, String> before = Tree.of(root);
    assertThatThrownBy(() -> new LocalBlobs(root, ops).probe(FOLDERS))
        .isExactlyInstanceOf(StoreException.class)
        .hasMessageContaining(root.toString())
        .hasMessageContainingAll(words);
    assertThat(Tree.of(root)).isEqualTo(before);
  }
}
