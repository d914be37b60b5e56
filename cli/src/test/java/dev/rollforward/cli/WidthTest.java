package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands print fits the terminal, but for paths and file names, which have no blank. */
class WidthTest {
  @TempDir private Path folder;

  private static Terminal terminal(int columns) {
    return new Terminal(true, true, false, columns);
  }

  private static String printed(int columns, int exitCode, String... command) {
    Recorder recorder = new Recorder(terminal(columns));
    assertThat(recorder.run(command)).as(recorder.err()).isEqualTo(exitCode);
    assertFits(recorder.out(), columns);
    return recorder.out();
  }

  private static void assertFits(String text, int columns) {
    assertThat(text.lines())
        .filteredOn(line -> !line.contains("/") && !line.contains(".lance"))
        .hasSizeGreaterThan(3)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
  }

  @ParameterizedTest
  @CsvSource({
    "60, models", "80, models", "100, models",
    "60, faults", "80, faults", "100, faults"
  })
  void lists(int columns, String command) {
    assertThat(printed(columns, ExitCode.OK, command)).doesNotContain("  null");
  }

  @Test
  void aListInAFileIsHundredColumnsWide() {
    Recorder recorder = new Recorder();
    assertThat(recorder.run("models")).isEqualTo(ExitCode.OK);
    assertFits(recorder.out(), 100);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 100})
  void aCounterexampleEndsWithTheHarmInOneSentence(int columns) {
    assertThat(printed(columns, ExitCode.OK, "check", "--fault", "PublishTableByTable"))
        .containsPattern("(?s)\\R  0  .*\\R  7  .*\\RViolated: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80})
  void aReplay(int columns) {
    assertThat(printed(columns, ExitCode.OK, "replay", "--model", "replay-alone"))
        .startsWith("[ok] every step was taken");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80})
  void aTraceThatIsRejected(int columns) throws IOException {
    Path file = LibraryTrace.of(folder);
    Files.writeString(file, Files.readString(file).replaceFirst("\"landed\":1", "\"landed\":7"));
    assertThat(printed(columns, ExitCode.VIOLATED, "validate", file.toString()))
        .contains("REJECTED")
        .contains("[violation] 1 file, 1 group, 8 events");
  }

  @Test
  void theDemo() {
    assertThat(printed(60, ExitCode.OK, "demo", "--root", folder.resolve("group").toString()))
        .contains("PinsOnlyAdvance", "HEAD RESOLVES TO 1");
  }
}
