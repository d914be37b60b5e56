package dev.rollforward.store.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.StoreException;
import dev.rollforward.StoreException.OutcomeUnknown;
import dev.rollforward.port.Created;
import dev.rollforward.store.contract.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** The call that links: after looks at the root and the file, a sync, and the write. */
  private static final int LINK = 5;

  @TempDir Path root;

  @Test
  void aCreateMakesFoldersAndLeavesNothingElse() throws IOException {
    Path file = root.resolve("a/b/file.json");
    assertThat(files(new DiskOps()).create(file, OURS)).isEqualTo(Created.CREATED);
    assertThat(Tree.of(root)).containsOnlyKeys("", "a", "a/b", "a/b/file.json");
    assertThat(file).hasBinaryContent(OURS);
  }

  @Test
  void aCreateOfWhatExistsChangesNothing() throws IOException {
    Path file = existing(0);
    assertThat(files(new DiskOps()).create(file, OURS)).isEqualTo(Created.EXISTS);
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
    for (int call = LINK + 1; call <= LINK + 2; call++) {
      Files.deleteIfExists(file);
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
      assertThat(failure instanceof OutcomeUnknown).as("call %s", call).isFalse();
      assertThat(failure == null).isEqualTo(!ops.failed());
      assertThat(file).hasBinaryContent(THEIRS);
    }
  }

  /** What is known to exist is not written once more beside it: a lost race is cheap. */
  @Test
  void aCreateOfWhatExistsWritesNothingAndMakesItDurable() throws IOException {
    Path file = existing(0);
    List<String> calls = new ArrayList<>();
    assertThat(files(recording(calls)).create(file, OURS)).isEqualTo(Created.EXISTS);
    assertThat(calls).noneMatch(call -> call.startsWith("write"));
    assertThat(calls).last().isEqualTo("sync existing-0");
  }

  /** The name is free when it is looked at, and taken when it is linked. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoLosesAtTheLinkHasNoEffect(boolean answersPlainly) throws IOException {
    Path file = root.resolve("file.json");
    FileOps late =
        new ForwardingOps() {
          @Override
          public void link(Path name, Path existing) throws IOException {
            Files.write(name, THEIRS);
            if (answersPlainly) {
              super.link(name, existing);
            }
            throw new IOException("an answer that says little");
          }
        };
    assertThat(files(late).create(file, OURS)).isEqualTo(Created.EXISTS);
    assertThat(file).hasBinaryContent(THEIRS);
    assertThat(Tree.of(root)).containsOnlyKeys("", "file.json");
  }

  /**
   * The link takes effect and its answer is lost. A network file system sends it again and is
   * answered that the name is taken; others just fail. Whose the file is tells it.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLinkThatTookEffectIsToldAsThat(boolean sentAgain) throws IOException {
    Path file = root.resolve("file.json");
    FileOps losing =
        new ForwardingOps() {
          @Override
          public void link(Path name, Path existing) throws IOException {
            super.link(name, existing);
            if (sentAgain) {
              super.link(name, existing);
            }
            throw new IOException("the answer was lost");
          }
        };
    assertThat(files(losing).create(file, OURS)).isEqualTo(Created.CREATED);
    assertThat(file).hasBinaryContent(OURS);
    assertThat(Tree.of(root)).containsOnlyKeys("", "file.json");
  }

  @Test
  void whoseTheNameIsCannotBeToldIsUnknown() {
    FileOps blind =
        new ForwardingOps() {
          @Override
          public void link(Path name, Path existing) throws IOException {
            super.link(name, existing);
            throw new IOException("the answer was lost");
          }

          @Override
          public boolean isSameFile(Path one, Path other) throws IOException {
            throw new IOException("no answer");
          }
        };
    assertThat(creation(blind, root.resolve("file.json"))).isInstanceOf(OutcomeUnknown.class);
  }

  /** Whoever made a folder may not have synced its name yet. Power fails, and all in it is gone. */
  @Test
  void foldersThatOthersMadeAreMadeDurableBeforeAFileIsCreatedInThem() throws IOException {
    Path folder = Files.createDirectories(root.resolve("a/b"));
    List<String> calls = new ArrayList<>();
    AtomicFiles files = files(recording(calls));
    files.create(folder.resolve("1"), OURS);
    String name = root.getFileName().toString();
    assertThat(calls.subList(0, calls.indexOf("write a/b")))
        .containsSubsequence("sync " + root.getParent().getFileName(), "sync " + name, "sync a");
    calls.clear();
    files.create(folder.resolve("2"), OURS);
    assertThat(calls).as("once").containsExactly("write a/b", "sync a/b");
  }

  @Test
  void aFolderThatWasLostMeanwhileIsMadeAgain() throws IOException {
    AtomicFiles files = files(new DiskOps());
    files.create(root.resolve("a/1"), OURS);
    Files.delete(root.resolve("a/1"));
    Files.delete(root.resolve("a"));
    assertThat(files.create(root.resolve("a/2"), OURS)).isEqualTo(Created.CREATED);
  }

  @Test
  void whatIsReadIsMadeDurableByASyncOfItsFolder() throws IOException {
    Path file = existing(0);
    List<String> calls = new ArrayList<>();
    files(recording(calls)).makeDurable(file);
    assertThat(calls).last().isEqualTo("sync existing-0");
  }

  @Test
  void whatCannotBeMadeDurableIsUnknown() throws IOException {
    Path file = existing(0);
    FileOps sick =
        new ForwardingOps() {
          @Override
          public void syncFolder(Path folder) throws IOException {
            throw new IOException("EIO");
          }
        };
    assertThatThrownBy(() -> files(sick).makeDurable(file))
        .isInstanceOf(OutcomeUnknown.class)
        .hasMessageContainingAll(file.toString(), "EIO", "power failure");
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
      Created next = files(new DiskOps()).create(file, THEIRS);
      assertThat(next).isEqualTo(stands ? Created.EXISTS : Created.CREATED);
    }
  }

  @Test
  void everyFailureOfADeleteIsTold() throws IOException {
    for (int call = 1; call <= 3; call++) {
      Path file = existing(100 + call);
      AtomicFiles failing = files(new FailingOps(call, false, false));
      assertThatThrownBy(() -> failing.delete(file))
          .isExactlyInstanceOf(StoreException.class)
          .hasMessageContaining(file.toString());
      files(new DiskOps()).delete(file);
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void aDeleteInAFolderThatIsNotThereCreatesNothing() throws IOException {
    files(new DiskOps()).delete(root.resolve("nowhere/file.json"));
    assertThat(Tree.of(root)).containsOnlyKeys("");
  }

  private Path existing(int i) throws IOException {
    Path file = Files.createDirectories(root.resolve("existing-" + i)).resolve("file.json");
    return Files.write(file, THEIRS);
  }

  private StoreException creation(FileOps ops, Path file) {
    try {
      files(ops).create(file, OURS);
      return null;
    } catch (StoreException e) {
      return e;
    }
  }

  private boolean dies(FileOps ops, Path file) {
    try {
      files(ops).create(file, OURS);
      return false;
    } catch (FailingOps.Death e) {
      return true;
    }
  }

  private static void toldTruly(FailingOps ops, Path file, StoreException failure)
      throws IOException {
    boolean survived = ops.failedCall().equals("link") && Files.exists(file);
    assertThat(failure != null).as("a failure is told").isEqualTo(ops.failed() && !survived);
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

  private AtomicFiles files(FileOps ops) {
    return new AtomicFiles(root, ops);
  }

  /** Notes what is written and synced, by folder. */
  private FileOps recording(List<String> calls) {
    return new ForwardingOps() {
      @Override
      public void write(Path file, byte[] content) throws IOException {
        calls.add("write " + name(file.getParent()));
        super.write(file, content);
      }

      @Override
      public void syncFolder(Path folder) throws IOException {
        calls.add("sync " + name(folder));
        super.syncFolder(folder);
      }
    };
  }

  private String name(Path folder) {
    return folder.startsWith(root) && !folder.equals(root)
        ? root.relativize(folder).toString()
        : folder.getFileName().toString();
  }
}
