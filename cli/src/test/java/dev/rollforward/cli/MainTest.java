package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final Recorder recorder = new Recorder();

  @ParameterizedTest
  @ValueSource(strings = {"", "check", "faults", "rivals", "demo", "inspect"})
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

  @ParameterizedTest
  @ValueSource(ints = {60, 80})
  void helpFitsTheTerminalButForCommandsToCopy(int columns) {
    for (String command :
        List.of("chaos", "check", "demo", "explain", "inspect", "replay", "validate")) {
      Recorder narrow = new Recorder(new Terminal(true, true, false, columns));
      assertThat(narrow.run(command, "--help")).isEqualTo(ExitCode.OK);
      assertThat(narrow.out().lines())
          .as(command)
          .filteredOn(line -> !line.startsWith("  rollforward "))
          .allMatch(line -> line.length() <= columns);
    }
  }

  @Test
  void whatAnExampleDoesGoesBelowItWhereThereIsNoRoom() {
    List<String> lines =
        List.of(
            "  rollforward check            the smoke lane",
            "  rollforward check --json FILE",
            "                               for other tools and people",
            "",
            "Of the fields some may be null, and others",
            "are not there.");

    assertThat(Examples.fitted(lines, 60)).isEqualTo(lines);
    assertThat(Examples.fitted(lines, 30))
        .containsExactly(
            "  rollforward check",
            "      the smoke lane",
            "  rollforward check --json FILE",
            "      for other tools and",
            "      people",
            "",
            "Of the fields some may be",
            "null, and others are not",
            "there.");
  }

  @Test
  void theVersionIsTheBuildsOwn() {
    assertThat(recorder.run("--version")).isEqualTo(ExitCode.OK);
    assertThat(recorder.out())
        .matches("(?s)rollforward \\d+\\.\\d+\\.\\d+\\S*\\RLance \\d+\\.\\d+\\.\\d+, Java .*");
  }

  /**
   * Without that, a report on a full disk would be lost and the exit code would say that all held.
   */
  @Test
  void outputThatCannotBeWrittenIsUnknown() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Console console = new Console(new PrintStream(full), new PrintStream(err), Terminal.NONE);
    assertThat(Main.run(console, "--version")).isEqualTo(ExitCode.UNKNOWN);
    assertThat(err.toString(StandardCharsets.UTF_8).lines().toList())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("error: standard output could not be written");
  }

  @Test
  void noCommandIsWrongUsage() {
    assertThat(recorder.run()).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err().lines())
        .containsExactly("error: no command given", "remedy: see rollforward --help");
  }

  @Test
  void aTypoIsAnsweredWithASuggestion() {
    assertThat(recorder.run("inspct")).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err()).contains("'inspct'", "Did you mean: rollforward inspect");
    assertThat(recorder.out()).isEmpty();
  }

  @Test
  void aMissingArgumentIsNamed() {
    assertThat(recorder.run("inspect")).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err().lines())
        .containsExactly(
            "error: Missing required parameter: 'ROOT'", "remedy: see rollforward inspect --help");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          --model a --fault b;      --model and --fault exclude each other; give one of them
          --scene a --module b;     --scene and --module exclude each other; give one of them
          --fault a --lane full;    --fault and --lane exclude each other;  leave out --lane
          --distributed;            --distributed is for one model;         add --model NAME
          --distributed --fault a;  --distributed is for one model;         add --model NAME
          --model a --distributed --workers 2; --workers and --distributed; leave out --workers
          --model a --distributed=x:y; 'x:y' is not HOST; see rollforward check --help
          --lane big;               no lane is called "big";  see rollforward check --help
          --fault NoFence --seed 4; --seed is for simulations; add --lane simulation
          """)
  void optionsThatExcludeEachOtherAreRefused(String options, String problem, String remedy) {
    String[] args = ("check " + options).split(" ");
    assertThat(recorder.run(args)).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err().lines().toList())
        .hasSize(2)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).startsWith("error: ").contains(problem);
              assertThat(lines.get(1)).startsWith("remedy: ").contains(remedy);
            });
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
