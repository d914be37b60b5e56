package dev.rollforward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.store.contract.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copy that docs/operations.md describes, made by its own script beside writers. */
class BackupTest extends TwoLanceTables {
  private static final Path DOCUMENT = Path.of("../docs/operations.md");
  private static final OpenOptions AT_ONCE =
      OpenOptions.builder().recovery(RecoveryPolicy.FULL).patience(Duration.ZERO).build();

  @TempDir private Path folder;

  BackupTest() {
    super(AT_ONCE);
  }

  @Test
  void aCopyThatIsMadeBesideWritersIsWhole() throws Exception {
    group.tags().create("start", At.version(2));
    appendToBoth(3);
    group
        .maintenance()
        .cleanUp(Retention.ofAWeek().commits(2).acceptingFailingReaders().age(Duration.ZERO));
    CleanUpTest.dieAfterTheFirstTable(
        group.begin().append("a", numbers(9)).append("b", numbers(9)));
    AtomicBoolean copied = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              do {
                appendToBoth(1);
              } while (!copied.get());
            });
    Path copy = folder.resolve("copy");
    try {
      run(script(), root, copy);
    } finally {
      copied.set(true);
    }
    writer.join();

    try (TableGroup restored = TableGroup.open(copy, AT_ONCE)) {
      assertThat(restored.maintenance().verify(true).isSound()).isTrue();
      assertThat(count(restored, "a")).isEqualTo(count(restored, "b")).isGreaterThanOrEqualTo(4);
      assertThat(restored.tags().list()).containsOnlyKeys("start");
      restored.snapshot(At.tag("start")).close();
      commit(restored.begin().append("a", numbers(1)).append("b", numbers(1)));
      assertThat(restored.maintenance().verify(true).findings()).isEmpty();
    }
  }

  /** Why the order matters: what a manifest pins has to be copied after it. */
  @Test
  void aCopyOfTheTablesBeforeTheManifestsIsRed() throws IOException {
    Path copy = Tree.copy(root, folder.resolve("copy"));
    appendToBoth(1);
    Tree.delete(copy.resolve("__manifest"));
    Tree.copy(root.resolve("__manifest"), copy.resolve("__manifest"));

    try (TableGroup mixed = TableGroup.open(copy, OpenOptions.readOnly())) {
      assertThat(mixed.maintenance().verify(false).findings())
          .extracting(Verification.Finding::check)
          .contains("RetainedIsReadable");
    }
  }

  private void appendToBoth(int times) {
    for (int i = 0; i < times; i++) {
      commit(group.begin().append("a", numbers(i)).append("b", numbers(i)));
    }
  }

  private static long count(TableGroup of, String table) {
    try (Snapshot now = of.snapshot();
        TableReader reader = now.read(table)) {
      return reader.rowCount();
    }
  }

  private static String script() throws IOException {
    Matcher block =
        Pattern.compile("## Backup.*?```sh\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DOCUMENT));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private void run(String script, Path from, Path to) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process shell =
        new ProcessBuilder("sh", "-c", script, "backup", from.toString(), to.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(shell.waitFor()).as(Files.readString(log)).isZero();
  }
}
