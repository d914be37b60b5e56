package dev.rollforward.store.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.StoreException.Unreadable.Reason;
import dev.rollforward.store.contract.Samples;
import dev.rollforward.store.local.LocalBlobs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real file with one byte altered, or cut short, is refused and left as it is. */
class CorruptionTest {
  @TempDir Path root;

  /** Each creates its object, and reads it as a process that has just started does. */
  enum Kind {
    NEWEST_MANIFEST("__manifest/00000000000000000002.json"),
    FIRST_MANIFEST("__manifest/00000000000000000001.json"),
    SIDECAR("__recovery/op-1.json"),
    AUDIT("__audit/op-1.json");

    private final String file;

    Kind(String file) {
      this.file = file;
    }

    void create(Path root) {
      LocalBlobs blobs = new LocalBlobs(root);
      BlobManifestStore manifests = new BlobManifestStore(blobs);
      manifests.create(Samples.manifest(1, 0));
      manifests.create(Samples.manifest(2, 0));
      new BlobSidecarStore(blobs, manifests::group).create(Samples.sidecar(1, 0));
      new BlobAuditStore(blobs, manifests::group).create(Samples.audit(1, 0));
    }

    Object read(Path root) {
      return switch (this) {
        case NEWEST_MANIFEST, FIRST_MANIFEST ->
            new BlobManifestStore(new LocalBlobs(root)).readNewest();
        case SIDECAR ->
            new BlobSidecarStore(new LocalBlobs(root), () -> Samples.GROUP)
                .read(Samples.operation(1))
                .orElseThrow();
        case AUDIT ->
            new BlobAuditStore(new LocalBlobs(root), () -> Samples.GROUP)
                .read(Samples.operation(1))
                .orElseThrow();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFlippedByteIsRefused(Kind kind) throws IOException {
    kind.create(root);
    byte[] content = Files.readAllBytes(root.resolve(kind.file));
    try (RandomAccessFile file = new RandomAccessFile(root.resolve(kind.file).toFile(), "rw")) {
      for (int at = 0; at < content.length; at++) {
        content[at] ^= 1;
        put(file, at, content[at]);
        refused(kind, content, kind::read);
        content[at] ^= 1;
        put(file, at, content[at]);
      }
    }
    assertThat(kind.read(root)).as("without any damage").isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void everyTruncationIsRefused(Kind kind) throws IOException {
    kind.create(root);
    byte[] content = Files.readAllBytes(root.resolve(kind.file));
    try (RandomAccessFile file = new RandomAccessFile(root.resolve(kind.file).toFile(), "rw")) {
      for (int length = content.length - 1; length >= 0; length--) {
        file.setLength(length);
        refused(kind, Arrays.copyOf(content, length), kind::read);
      }
    }
  }

  @Test
  void aReaderThatTakesWhatItGetsIsCaught() throws IOException {
    Kind.SIDECAR.create(root);
    byte[] content = Files.readAllBytes(root.resolve(Kind.SIDECAR.file));
    assertThatThrownBy(() -> refused(Kind.SIDECAR, content, path -> "whatever stands there"))
        .isInstanceOf(AssertionError.class);
  }

  private static void put(RandomAccessFile file, int at, byte value) throws IOException {
    file.seek(at);
    file.write(value);
  }

  private void refused(Kind kind, byte[] damaged, Function<Path, Object> reader)
      throws IOException {
    Path file = root.resolve(kind.file);
    Object read;
    try {
      read = reader.apply(root);
    } catch (Unreadable e) {
      assertThat(e.reason()).isEqualTo(Reason.CORRUPT);
      assertThat(e.location()).isEqualTo(file.toString());
      assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
      return;
    }
    fail("%s is read as %s", new String(damaged, UTF_8), read);
  }
}
