package dev.rollforward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An implementation in another language, driven along TLC's graph; and mistakes in it. */
class ExecReplayTest {
  private static final String PYTHON = "python3 ../examples/python/rollforward.py";

  private final Recorder recorder = new Recorder();

  private static void needsPython() throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("sh", "-c", "command -v python3").start();
    assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
    Assumptions.assumeTrue(
        shell.exitValue() == 0, "no implementation in Python is driven: install python3");
  }

  @Test
  void theOneInPythonDoesWhatTheModelDoes() throws Exception {
    needsPython();

    assertThat(recorder.run("replay", "--exec", PYTHON)).isEqualTo(ExitCode.OK);
    assertThat(recorder.out())
        .containsPattern(
            "\\[ok] the implementation took ([\\d,]+) of \\1 steps between \\d+ states");
  }

  @ParameterizedTest
  @CsvSource({"NoFence, tables", "OwnerGivesUp, told", "AuditAppended, audits"})
  void aMistakeInItIsFound(String fault, String field, @TempDir Path folder) throws Exception {
    needsPython();
    String command = PYTHON + " --fault " + fault;
    Path report = folder.resolve("report.md");

    assertThat(recorder.run("replay", "--exec", command, "--markdown", report.toString()))
        .isEqualTo(ExitCode.VIOLATED);
    assertThat(report).content().contains("### replay-alone: violated", "  " + field + "\n");
    assertThat(recorder.out())
        .contains("after begin, ReadManifest(1)", "\n  " + field + "\n    model: ", "[violation]");
  }

  @Test
  void anotherModelIsRefusedAndItIsSaidWhy() {
    assertThat(recorder.run("replay", "--exec", "true", "--model", "replay-kinds"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(recorder.err())
        .contains("--exec drives replay-alone alone, and not replay-kinds", "nothing of kinds");
  }

  @Test
  void whatDoesNotAnswerIsNoVerdict() {
    assertThat(recorder.run("replay", "--exec", "true")).isEqualTo(ExitCode.UNKNOWN);
    assertThat(recorder.err()).contains("the implementation");
  }
}
