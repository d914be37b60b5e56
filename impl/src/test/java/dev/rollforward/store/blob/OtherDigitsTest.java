package dev.rollforward.store.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.core.Manifest;
import dev.rollforward.core.Protocol;
import dev.rollforward.store.contract.Samples;
import dev.rollforward.store.contract.Tree;
import dev.rollforward.store.local.LocalBlobs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where people write other digits, files have the same names and say the same, whichever process
 * wrote them, and although an application switches its locale between two calls.
 */
class OtherDigitsTest {
  private static final Locale BEFORE = Locale.getDefault();

  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void choose() {
    root = folder.resolve("root");
  }

  @AfterEach
  void restore() {
    Locale.setDefault(BEFORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "ar-SA", "fa-IR", "bn-BD", "mr-IN", "ne-NP", "my-MM"})
  void oneRootHasOneHistory(String tag) throws IOException {
    Locale other = Locale.forLanguageTag(tag);
    assertThat(one(other)).as("the digits of " + tag).isNotEqualTo("1");

    Locale.setDefault(other);
    Manifest first = root().createOrOpen(Protocol.ROLLFORWARD).readNewest();
    Locale.setDefault(Locale.ENGLISH);
    assertThat(root().createOrOpen(Protocol.ROLLFORWARD).readNewest()).isEqualTo(first);
    Locale.setDefault(other);
    new BlobSidecarStore(new LocalBlobs(root), () -> Samples.GROUP).create(Samples.sidecar(1, 0));

    assertThat(Tree.of(root))
        .containsOnlyKeys(
            "",
            "__manifest",
            "__manifest/00000000000000000001.json",
            "__manifest/newest",
            "__protocol.json",
            "__recovery",
            "__recovery/op-1.json")
        .allSatisfy((name, content) -> assertThat(name + content).matches("\\p{ASCII}*"));
    assertThat(Tree.of(root)).containsEntry("__manifest/newest", hint());
  }

  /** In the lane that runs under another locale, the JVM does write its digits. */
  @Test
  void theLocaleOfTheLaneIsInForce() {
    boolean asked = "ar".equals(System.getProperty("user.language"));
    assertThat(one(Locale.getDefault())).isEqualTo(asked ? "\u0661" : "1");
  }

  private static String one(Locale locale) {
    return String.format(locale, "%d", 1);
  }

  /** The one that a process with our digits leaves. */
  private String hint() throws IOException {
    Locale.setDefault(Locale.ENGLISH);
    Path other = folder.resolve("other");
    new BlobRoot(new LocalBlobs(other)).createOrOpen(Protocol.ROLLFORWARD);
    return Tree.of(other).get("__manifest/newest");
  }

  private BlobRoot root() {
    return new BlobRoot(new LocalBlobs(root));
  }
}
