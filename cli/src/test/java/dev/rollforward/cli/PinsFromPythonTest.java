package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe of the guide by which Python reads what the group shows, where Python has Lance. */
class PinsFromPythonTest {
  @TempDir Path folder;

  private int python(String program) throws IOException, InterruptedException {
    Process python =
        new ProcessBuilder("sh", "-c", "python3 -c \"$0\"", program)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertThat(python.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return python.exitValue();
  }

  @Test
  void itOpensThePins() throws IOException, InterruptedException {
    Recorder recorder = new Recorder();
    LibraryTrace.of(folder);
    Path root = folder.resolve("group");
    assertThat(recorder.run("inspect", root.toString(), "--json")).isEqualTo(ExitCode.OK);
    Path answer = Files.writeString(folder.resolve("answer"), recorder.out());
    Path launcher =
        Files.writeString(folder.resolve("rollforward"), "#!/bin/sh\ncat '" + answer + "'\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    String guide = Files.readString(Path.of("..", "docs", "guide.md"));
    Matcher recipe = Pattern.compile("(?ms)^```python\\R(.*?)^```").matcher(guide);
    assertThat(recipe.find()).isTrue();

    Assumptions.assumeTrue(
        python("import lance") == 0, "no pin is read from Python: install pylance");
    String program =
        "root = '%s'\n%sprint(sorted(tables), [t.count_rows() for t in tables.values()])\n"
            .formatted(root, recipe.group(1));
    assertThat(python(program)).as(Files.readString(folder.resolve("output"))).isZero();
    assertThat(folder.resolve("output")).content().contains("['a', 'b'] [0, 0]");
  }
}
