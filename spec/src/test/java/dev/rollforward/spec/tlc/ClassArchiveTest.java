package dev.rollforward.spec.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClassArchiveTest {
  private static final String TLC = TlcJar.locate().toString();
  private static final String SHARED = "tlc2.TLC source: shared objects file (top)";

  @TempDir Path workspace;
  @TempDir Path folder;

  /** What a JVM with some flags says of the classes that it loads to print TLC's usage. */
  private static String run(List<String> flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-Xlog:class+load", "-cp", TLC, "tlc2.TLC", "-h"));
    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    java.waitFor();
    return said;
  }

  private List<Path> archives() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void theFirstRunWritesItAndTheNextUsesIt() throws Exception {
    Path next = workspace.resolve("next.jsa");
    ClassArchive archive = new ClassArchive(folder);
    assertThat(archive.flags(TLC, Optional.empty())).isEmpty();

    List<String> writing = archive.flags(TLC, Optional.of(next));
    assertThat(archive.flags(TLC, Optional.of(next))).isEmpty();
    assertThat(run(writing)).contains("tlc2.TLC source:").doesNotContain(SHARED);
    archive.take(TLC, next);

    assertThat(archives()).hasSize(1);
    assertThat(run(archive.flags(TLC, Optional.empty()))).contains(SHARED);
  }

  @Test
  void aDamagedOneIsIgnored() throws Exception {
    ClassArchive archive = new ClassArchive(folder);
    archive.take(TLC, Files.writeString(workspace.resolve("next"), "no archive"));
    assertThat(run(archive.flags(TLC, Optional.empty())))
        .contains("tlc2.TLC source:")
        .doesNotContain(SHARED);
  }

  /** A class path of other files is another archive, so what is built anew is read anew. */
  @Test
  void anotherClassPathHasAnother() throws IOException {
    Path jar = Files.writeString(workspace.resolve("one.jar"), "1");
    ClassArchive archive = new ClassArchive(folder);
    archive.take(jar.toString(), Files.writeString(workspace.resolve("next"), "archive"));
    assertThat(archive.flags(jar.toString(), Optional.empty())).isNotEmpty();
    Files.writeString(jar, "22");
    assertThat(archive.flags(jar.toString(), Optional.empty())).isEmpty();
  }

  @Test
  void aFolderOnTheClassPathMakesNone() {
    assertThat(new ClassArchive(folder).flags(workspace.toString(), Optional.of(folder))).isEmpty();
  }
}
