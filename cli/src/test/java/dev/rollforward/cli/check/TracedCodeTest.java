package dev.rollforward.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.cli.ExitCode;
import dev.rollforward.cli.Main;
import dev.rollforward.cli.Recorder;
import dev.rollforward.conformance.Scenario;
import dev.rollforward.trace.TraceFile;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --trace} writes down is what {@code validate} accepts. */
class TracedCodeTest {
  private final Recorder recorder = new Recorder();
  @TempDir Path folder;

  @Test
  void theSchedulesOfAScenarioOnLanceAreBehaviours() {
    Path file = folder.resolve("scenario.ndjson");
    try (TraceFile trace = TraceFile.create(file, "scenario")) {
      CodeCheck check = new CodeCheck(folder, false, Optional.of(trace), new Silent());
      assertThat(check.onLance(Scenario.CreateSame).violations()).isEmpty();
    }

    assertThat(Main.run(recorder.console(), "validate", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(recorder.out()).containsPattern("\\[ok] 1 file, \\d\\d groups, ");
  }

  @Test
  @Tag("long")
  void theSchedulesOfCheckOnLanceAreBehaviours() {
    Path file = folder.resolve("check.ndjson");
    try (TraceFile trace = TraceFile.create(file, "check")) {
      assertThat(new CodeCheck(folder, false, Optional.of(trace), new Silent()).run())
          .allSatisfy(outcome -> assertThat(outcome.violations()).isEmpty());
    }

    assertThat(Main.run(recorder.console(), "validate", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(recorder.out()).containsPattern("\\[ok] 1 file, 9\\d groups, ");
  }

  private static final class Silent implements CodeListener {
    @Override
    public void playing(String what, int schedules) {}

    @Override
    public void finished(CodeOutcome outcome) {}
  }
}
