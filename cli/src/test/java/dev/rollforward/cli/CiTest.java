package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recipe of docs/ci.md, in examples/bank: its commands, their reports, their exit codes. */
class CiTest {
  private static final Path BANK = Path.of("..", "examples", "bank");
  private static final Path DOCUMENT = Path.of("..", "docs", "ci.md");

  private final Recorder recorder = new Recorder();
  @TempDir Path folder;

  private String[] reported(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    for (String form : List.of("json", "junit", "markdown")) {
      all.addAll(List.of("--" + form, folder.resolve(form).toString()));
    }
    return all.toArray(String[]::new);
  }

  private String report(String form) throws IOException {
    return Files.readString(folder.resolve(form));
  }

  /** As @ValidatedTrace leaves them: a folder for each test, whose groups may be called alike. */
  private Path traces() throws IOException {
    Path traces = folder.resolve("traces");
    Path first = LibraryTrace.of(Files.createDirectories(traces.resolve("first")));
    Files.move(first, first.resolveSibling("trace-1.ndjson"));
    Files.createDirectories(traces.resolve("second"));
    Files.copy(first.resolveSibling("trace-1.ndjson"), traces.resolve("second/trace-2.ndjson"));
    return traces;
  }

  @Test
  void theTracesOfTestsAreValidatedByFolder() throws IOException {
    assertThat(recorder.run(reported("validate", traces().toString()))).isEqualTo(ExitCode.OK);

    assertThat(recorder.out()).contains("[ok] 2 files, 2 groups, 16 events");
    assertThat(report("junit")).contains("tests=\"2\" failures=\"0\" errors=\"0\"");
    assertThat(report("markdown"))
        .startsWith("## rollforward validate\n\n**Nothing is wrong** (2 checks")
        .contains("| trace | 2 | 2 |");
    assertThat(new JsonMapper().readTree(report("json")).at("/1/accepted").asBoolean()).isTrue();
  }

  @Test
  void aViolationIsInEveryReport() throws IOException {
    Path trace = traces().resolve("second/trace-2.ndjson");
    Files.writeString(trace, Files.readString(trace).replaceFirst("\"landed\":1", "\"landed\":7"));

    assertThat(recorder.run(reported("validate", trace.getParent().toString())))
        .isEqualTo(ExitCode.VIOLATED);

    assertThat(report("junit")).contains("failures=\"1\"", "landed is 7, where the model has 1");
    assertThat(report("markdown"))
        .contains("**1 of 1 not as it should be**", "### a group: violated", "```\n")
        .contains("landed is 7, where the model has 1");
    assertThat(report("json")).contains("landed is 7, where the model has 1");
  }

  @Test
  void aProofIsReportedByLemma() throws IOException {
    assertThat(recorder.run(reported("prove", "--lemma", "PinnedRows", "--action", "Publish")))
        .isEqualTo(ExitCode.OK);

    assertThat(report("junit")).contains("classname=\"proof\" name=\"PinnedRows\"");
    assertThat(report("markdown")).contains("| proof | 1 | 1 |");
    assertThat(report("json")).contains("\"verdict\" : \"proved\"");
  }

  @Test
  void aReportThatCannotBeWrittenIsRefusedBeforeTheWork() {
    assertThat(recorder.run("prove", "--junit", "/no/such/folder/x.xml")).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err()).contains("there is no such folder");
  }

  @Test
  void aFolderWithoutTracesIsRefused() {
    assertThat(recorder.run("validate", folder.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err()).contains("no trace in it", "@ValidatedTrace");
  }

  /** The shell, Maven and the table of the document run the same commands. */
  @Test
  void theRecipesAreCommandsOfThisRelease() throws IOException {
    List<String> ofShell =
        found("(?m)^run \\w+ (.*)$", BANK.resolve("ci.sh")).stream()
            .map(line -> line.replace("\"$project/target", "target").replace("\"", ""))
            .toList();
    List<String> ofMaven = found("cli\\.Main (.*?) --json", BANK.resolve("pom.xml"));
    List<String> ofDocument = found("(?m)^\\| `rollforward (.*?)` \\|", DOCUMENT);

    assertThat(ofShell).hasSize(4).isEqualTo(ofMaven).isEqualTo(ofDocument);
    assertThat(ofMaven)
        .allSatisfy(
            command ->
                DocumentCommandsTest.assertUnderstood(
                    command + " --json a --junit b --markdown c"));
  }

  @Test
  void theDocumentNamesEachExitCode() throws IOException {
    assertThat(found("(?m)^\\| (\\d) \\| ", DOCUMENT))
        .containsExactly(
            Integer.toString(ExitCode.OK),
            Integer.toString(ExitCode.VIOLATED),
            Integer.toString(ExitCode.USAGE),
            Integer.toString(ExitCode.UNKNOWN));
  }

  private static List<String> found(String pattern, Path file) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
    return matcher.results().map(match -> match.group(1)).toList();
  }

  /** With a launcher that only exits with the code that each command is given. */
  @ParameterizedTest
  @CsvSource({"0, 0, 0, 0", "3, 0, 0, 3", "3, 1, 0, 1", "1, 3, 0, 1", "0, 0, 2, 2"})
  void theShellGoesOnAndExitsWithTheWorst(int check, int prove, int validate, int expected)
      throws IOException, InterruptedException {
    Path launcher = folder.resolve("rollforward");
    Files.writeString(
        launcher,
        """
        #!/usr/bin/env bash
        echo "$*" >> "$0.log"
        case $1 in check) exit %s ;; prove) exit %s ;; validate) exit %s ;; esac
        """
            .formatted(check, prove, validate));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Process shell =
        new ProcessBuilder(
                BANK.resolve("ci.sh").toString(),
                folder.toString(),
                "project",
                folder.resolve("reports").toString())
            .inheritIO()
            .start();

    assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(shell.exitValue()).isEqualTo(expected);
    assertThat(Files.readAllLines(folder.resolve("rollforward.log")))
        .hasSize(4)
        .last()
        .asString()
        .startsWith("validate project/target/rollforward-traces --json " + folder)
        .endsWith("reports/validate.md");
  }
}
