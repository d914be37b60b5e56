package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TempFolderTest {
  @Test
  void itGoesWithAllThatIsInIt() throws IOException {
    TempFolder folder = new TempFolder("rollforward-test-");
    Files.createDirectories(folder.path().resolve("a/b"));
    Files.writeString(folder.path().resolve("a/b/c"), "x");
    folder.close();
    assertThat(folder.path()).doesNotExist();
  }

  @Test
  void whatItPointsToStays(@TempDir Path elsewhere) throws IOException {
    Files.writeString(elsewhere.resolve("kept"), "x");
    TempFolder folder = new TempFolder("rollforward-test-");
    Files.createSymbolicLink(folder.path().resolve("link"), elsewhere);
    folder.close();
    assertThat(folder.path()).doesNotExist();
    assertThat(elsewhere.resolve("kept")).exists();
  }

  @Test
  void itStaysIfItIsKept() throws IOException {
    TempFolder folder = new TempFolder("rollforward-test-");
    folder.keep();
    folder.close();
    assertThat(folder.path()).exists();
    Files.delete(folder.path());
  }

  @Test
  void aProcessThatUsesItDiesFirst() throws IOException {
    TempFolder folder = new TempFolder("rollforward-test-");
    Process process = new ProcessBuilder("cat").start();
    folder.lendTo(process);
    folder.close();
    assertThat(process.isAlive()).isFalse();
    assertThat(process.exitValue()).isEqualTo(137);
    assertThat(folder.path()).doesNotExist();
  }
}
