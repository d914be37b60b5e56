package dev.rollforward.lance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.LanceUnavailableException;
import dev.rollforward.TableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told whose JVM cannot run Lance, and that nothing was made. */
class LanceRuntimeTest {
  private static final String FLAG = "--add-opens=java.base/java.nio=ALL-UNNAMED";

  @TempDir private Path folder;

  /** Makes a group and says how that ended. */
  static final class Child {
    private Child() {}

    /**
     * Ends when told.
     *
     * @param args the root
     */
    public static void main(String[] args) throws IOException {
      String answer;
      try (TableGroup group = TableGroup.create(Path.of(args[0]))) {
        answer = "made " + Path.of(group.root());
      } catch (LanceUnavailableException e) {
        answer = e.reason() + " " + e.getMessage().replace('\n', ' ');
      }
      System.out.println(answer);
      System.out.flush();
      System.in.read();
    }
  }

  @Test
  void withoutTheFlag() throws IOException {
    assertThat(answer())
        .startsWith("CLOSED_MODULE Lance cannot run in this JVM: ")
        .endsWith("Start the JVM with " + FLAG);
  }

  @Test
  void withoutATempFolder() throws IOException {
    Path missing = folder.resolve("missing");
    assertThat(answer(FLAG, "-Djava.io.tmpdir=" + missing))
        .startsWith("NOT_LOADED ")
        .contains("java.io.tmpdir, which is " + missing, "-Djava.io.tmpdir=FOLDER");
  }

  @Test
  void withATempFolderThatIsAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(answer(FLAG, "-Djava.io.tmpdir=" + file))
        .startsWith("NOT_LOADED ")
        .contains("java.io.tmpdir, which is " + file);
  }

  @Test
  void onAnotherProcessor() throws IOException {
    assertThat(answer(FLAG, "-Dos.arch=riscv64"))
        .startsWith("PLATFORM ")
        .contains("no native library for " + System.getProperty("os.name") + " on riscv64");
  }

  @Test
  void onAnotherSystem() throws IOException {
    assertThat(answer(FLAG, "-Dos.name=Windows 11"))
        .startsWith("PLATFORM ")
        .contains("no native library for Windows 11");
  }

  @Test
  void withTheFlag() throws IOException {
    Path root = folder.resolve("root");
    try (ChildJvm child = ChildJvm.start(List.of(FLAG), Child.class, root.toString())) {
      assertThat(child.hear()).isEqualTo("made " + root);
    }
  }

  private String answer(String... flags) throws IOException {
    Path root = folder.resolve("root");
    try (ChildJvm child = ChildJvm.start(List.of(flags), Child.class, root.toString())) {
      String answer = child.hear();
      assertThat(root).doesNotExist();
      return answer;
    }
  }
}
