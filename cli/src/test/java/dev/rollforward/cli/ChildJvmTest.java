package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {
  @Test
  void aFlagIsPassedOnlyToAJvmThatKnowsIt() {
    assertThat(ChildJvm.flags(17)).noneMatch(flag -> flag.contains("unsafe"));
    assertThat(ChildJvm.flags(25))
        .contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
  }

  @Test
  void theChildStartsWithoutAWarning(@TempDir Path temporary)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(ChildJvm.command(temporary, Main.class, "--version"))
            .redirectErrorStream(true)
            .start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).isEqualTo(ExitCode.OK);
    assertThat(output.lines()).hasSize(2).first().asString().startsWith("rollforward ");
  }
}
