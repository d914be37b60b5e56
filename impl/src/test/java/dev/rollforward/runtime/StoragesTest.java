package dev.rollforward.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.OpenOptions;
import dev.rollforward.StoreException;
import dev.rollforward.TableGroup;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roots by their URI, where no object store is on the class path. */
class StoragesTest {
  private static final OpenOptions READ_WRITE = OpenOptions.readWrite();

  @ParameterizedTest
  @ValueSource(strings = {"s3://bucket/folder", "gs://bucket/folder", "az://container", "S3://b"})
  void theModuleThatIsMissingIsNamed(String root) {
    assertThatThrownBy(() -> TableGroup.open(URI.create(root), READ_WRITE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(root)
        .hasMessageContaining("dev.rollforward:rollforward-objectstore");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hdfs://host/folder", "folder", "s3:bucket", "file:///a?b", "file:///a#b"})
  void whatIsNoRootIsRefused(String root) {
    assertThatThrownBy(() -> TableGroup.create(URI.create(root), READ_WRITE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("root '" + root + "'");
  }

  @Test
  void aFolderIsTheSameByPathAndByUri(@TempDir Path folder) {
    Path root = folder.resolve("g r\u00f6up");
    try (TableGroup byUri = TableGroup.openOrCreate(root.toUri(), READ_WRITE);
        TableGroup byPath = TableGroup.open(root, READ_WRITE)) {
      assertThat(byUri.root()).isEqualTo(byPath.root());
      assertThat(Path.of(byUri.root())).isEqualTo(root);
      byUri.begin(byPath.snapshot());
      assertThat(byUri.close(Duration.ZERO)).hasToString("the group at " + root + " is closed");
    }
  }

  @Test
  void aPlaceInMemoryIsOneForAllOfItsName() {
    URI root = URI.create("memory://" + UUID.randomUUID());
    assertThatThrownBy(() -> TableGroup.open(root, READ_WRITE))
        .isInstanceOf(StoreException.Unreadable.class);
    try (TableGroup made = TableGroup.create(root, READ_WRITE);
        TableGroup same = TableGroup.open(URI.create(root + "/"), READ_WRITE);
        TableGroup other = TableGroup.create(URI.create(root + "/below"), READ_WRITE)) {
      assertThat(same.inspect().group()).isEqualTo(made.inspect().group());
      assertThat(other.inspect().group()).isNotEqualTo(made.inspect().group());
    }
  }
}
