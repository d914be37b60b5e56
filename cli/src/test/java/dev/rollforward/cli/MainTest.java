package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final Recorder recorder = new Recorder();

  @ParameterizedTest
  @ValueSource(strings = {"", "check", "demo", "inspect"})
  void helpHasExamplesAndExitCodes(String command) {
    String[] args = command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"};
    assertThat(recorder.run(args)).isEqualTo(ExitCode.OK);
    assertThat(recorder.out())
        .contains(
            "Usage: rollforward", "Examples:", "  rollforward ", "Exit code:", "  0  ", "  3  ")
        .contains("--stacktrace", "--verbose");
    assertThat(recorder.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(recorder.err()).isEmpty();
  }

  @Test
  void theVersionIsTheBuildsOwn() {
    assertThat(recorder.run("--version")).isEqualTo(ExitCode.OK);
    assertThat(recorder.out())
        .matches("(?s)rollforward \\d+\\.\\d+\\.\\d+\\S*\\RLance \\d+\\.\\d+\\.\\d+, Java .*");
  }

  @Test
  void noCommandIsWrongUsage() {
    assertThat(recorder.run()).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err().lines())
        .containsExactly("error: no command given", "mend: see rollforward --help");
  }

  @Test
  void aTypoIsAnsweredWithASuggestion() {
    assertThat(recorder.run("inspct")).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err()).contains("'inspct'", "Did you mean: rollforward inspect?");
    assertThat(recorder.out()).isEmpty();
  }

  @Test
  void aMissingArgumentIsNamed() {
    assertThat(recorder.run("inspect")).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err().lines())
        .containsExactly(
            "error: Missing required parameter: 'ROOT'", "mend: see rollforward inspect --help");
  }

  @Test
  void thereIsAStackTraceOnlyWhenAskedFor() {
    Recorder traced = new Recorder();
    assertThat(recorder.run("inspect", "/no/such/root")).isEqualTo(ExitCode.USAGE);
    assertThat(traced.run("inspect", "/no/such/root", "--stacktrace")).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err()).doesNotContain("\tat ").hasLineCount(2);
    assertThat(traced.err()).startsWith(recorder.err()).contains("\tat dev.rollforward.");
  }

  @Test
  void theSwitchesMayStandBeforeTheCommandToo() {
    assertThat(recorder.run("--stacktrace", "inspect", "/no/such/root")).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err()).contains("\tat dev.rollforward.");
  }

  @Test
  void anErrorOfTheMachineIsNeverTakenForAViolation() {
    PrintStream broken =
        new PrintStream(System.out) {
          @Override
          public void println(String line) {
            throw new NoClassDefFoundError("planted");
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            throw new NoClassDefFoundError("planted");
          }
        };
    Console console = new Console(broken, System.err, Terminal.NONE);
    assertThat(Main.run(console, "--version")).isEqualTo(ExitCode.UNKNOWN);
  }
}
