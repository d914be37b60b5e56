package dev.rollforward.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.StoreException;
import dev.rollforward.StoreException.OutcomeUnknown;
import dev.rollforward.port.Created;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A create or delete tells the truth about itself, whichever of its calls fails. */
class AtomicFilesTest {
  private static final byte[] OURS = "ours".getBytes(UTF_8);
  private static final byte[] THEIRS = "theirs".getBytes(UTF_8);

  /** More calls than any create makes. */
  private static final int ENOUGH = 20;

  /** The call that links, where the folder exists: it comes after a look at it and the write. */
  private static final int LINK = 3;

  @TempDir Path root;

  @Test
  void aCreateMakesFoldersAndLeavesNothingElse() throws IOException {
    Path file = root.resolve("a/b/file.json");
    assertThat(new AtomicFiles(new DiskOps()).create(file, OURS)).isEqualTo(Created.CREATED);
    assertThat(Tree.of(root)).containsOnlyKeys("", "a", "a/b", "a/b/file.json");
    assertThat(file).hasBinaryContent(OURS);
  }

  @Test
  void aCreateOfWhatExistsChangesNothing() throws IOException {
    Path file = existing(0);
    assertThat(new AtomicFiles(new DiskOps()).create(file, OURS)).isEqualTo(Created.EXISTS);
    assertThat(file).hasBinaryContent(THEIRS);
    assertThat(new DiskOps().names(file.getParent())).containsExactly("file.json");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyFailureOfACreateIsToldTruly(boolean done) throws IOException {
    for (int call = 1; call <= ENOUGH; call++) {
      Path file = root.resolve(done + "-" + call + "/file.json");
      FailingOps ops = new FailingOps(call, done, false);
      toldTruly(ops, file, creation(ops, file));
    }
  }

  @Test
  void aFailureThatIsToldWronglyIsCaught() {
    Path file = root.resolve("file.json");
    FailingOps lying = new FailingOps(LINK, true, false);
    StoreException noEffect = new StoreException("no effect", null);
    creation(lying, file);
    assertThat(file).exists();
    assertThatThrownBy(() -> toldTruly(lying, file, noEffect)).isInstanceOf(AssertionError.class);
  }

  @Test
  void everyFailureAfterTheLinkIsUnknown() throws IOException {
    Path file = root.resolve("file.json");
    assertThat(creation(new FailingOps(LINK, false, false), file))
        .isExactlyInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString());
    assertThat(file).doesNotExist();
    assertThat(creation(new FailingOps(LINK, true, false), file))
        .isInstanceOf(OutcomeUnknown.class);
    for (int call = LINK + 1; call <= LINK + 2; call++) {
      Files.delete(file);
      assertThat(creation(new FailingOps(call, false, false), file))
          .isInstanceOf(OutcomeUnknown.class)
          .hasMessageContaining(file.toString());
      assertThat(file).hasBinaryContent(OURS);
    }
  }

  @Test
  void everyFailureOfACreateOfWhatExistsHasNoEffect() throws IOException {
    for (int call = 1; call <= ENOUGH; call++) {
      Path file = existing(call);
      FailingOps ops = new FailingOps(call, false, false);
      StoreException failure = creation(ops, file);
      boolean linkFailed = failure instanceof OutcomeUnknown;
      assertThat(linkFailed).as("call %d", call).isEqualTo(call == LINK);
      assertThat(failure == null).isEqualTo(!ops.failed());
      assertThat(file).hasBinaryContent(THEIRS);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aProcessThatDiesLeavesWholeOrNothing(boolean done) throws IOException {
    for (int call = 1; call <= ENOUGH; call++) {
      Path file = root.resolve("dead-" + done + call + "/file.json");
      FailingOps ops = new FailingOps(call, done, true);
      boolean died = dies(ops, file);
      assertThat(died).isEqualTo(ops.failed());
      boolean stands = Files.exists(file);
      if (stands) {
        assertThat(file).hasBinaryContent(OURS);
      }
      assertThat(objects(file.getParent())).hasSize(stands ? 1 : 0);
      Created next = new AtomicFiles(new DiskOps()).create(file, THEIRS);
      assertThat(next).isEqualTo(stands ? Created.EXISTS : Created.CREATED);
    }
  }

  @Test
  void everyFailureOfADeleteIsTold() throws IOException {
    for (int call = 1; call <= 3; call++) {
      Path file = existing(100 + call);
      AtomicFiles failing = new AtomicFiles(new FailingOps(call, false, false));
      assertThatThrownBy(() -> failing.delete(file))
          .isExactlyInstanceOf(StoreException.class)
          .hasMessageContaining(file.toString());
      new AtomicFiles(new DiskOps()).delete(file);
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void aDeleteInAFolderThatIsNotThereCreatesNothing() throws IOException {
    new AtomicFiles(new DiskOps()).delete(root.resolve("nowhere/file.json"));
    assertThat(Tree.of(root)).containsOnlyKeys("");
  }

  private Path existing(int i) throws IOException {
    Path file = Files.createDirectories(root.resolve("existing-" + i)).resolve("file.json");
    return Files.write(file, THEIRS);
  }

  private static StoreException creation(FileOps ops, Path file) {
    try {
      new AtomicFiles(ops).create(file, OURS);
      return null;
    } catch (StoreException e) {
      return e;
    }
  }

  private static boolean dies(FileOps ops, Path file) {
    try {
      new AtomicFiles(ops).create(file, OURS);
      return false;
    } catch (FailingOps.Death e) {
      return true;
    }
  }

  private static void toldTruly(FailingOps ops, Path file, StoreException failure)
      throws IOException {
    assertThat(failure != null).as("a failure is told").isEqualTo(ops.failed());
    if (failure == null) {
      assertThat(file).hasBinaryContent(OURS);
    } else if (!(failure instanceof OutcomeUnknown)) {
      assertThat(file).doesNotExist();
    }
    assertThat(objects(file.getParent())).isSubsetOf("file.json");
  }

  private static List<String> objects(Path folder) throws IOException {
    return new DiskOps().names(folder).stream().filter(name -> !name.startsWith(".")).toList();
  }
}
