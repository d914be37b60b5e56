package dev.rollforward.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.Recorder;
import dev.rollforward.cli.Terminal;
import dev.rollforward.conformance.Scenario;
import dev.rollforward.conformance.Violation;
import dev.rollforward.spec.model.Lane;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.report.KeptOutcome;
import dev.rollforward.spec.tlc.TlcProgress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CheckProgressTest {
  @RegisterExtension private final Clock clock = new Clock();

  private final AtomicLong nanos = new AtomicLong();
  private Recorder recorder = new Recorder(new Terminal(false, true, false, 80));
  private LiveLine line;

  private CheckProgress progress() {
    Manifest manifest = clock.files().manifest();
    line = recorder.console().liveLine();
    return new CheckProgress(
        recorder.console(), line, manifest, manifest.lane(Lane.SMOKE), 2, nanos::get);
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private static TlcProgress reached(long distinct) {
    return new TlcProgress(
        TlcProgress.Phase.EXPLORING, 7, 2 * distinct, distinct, 30, Duration.ofSeconds(1));
  }

  private static KeptOutcome outcome(String name, String kind) {
    return new KeptOutcome(name, "Clock", kind, "", "", 0, 0, "2026-11-30T10:00:00Z");
  }

  private static CodeOutcome code(Violation... violations) {
    return new CodeOutcome(
        "memory", Scenario.SameTables, 7, Map.of(), List.of(violations), Duration.ofSeconds(1));
  }

  @Test
  void theWholeRunIsShownByGroupAndItsRestIsEstimated() throws IOException {
    clock.edit("models/Clock.json", "[9, 9]", "[790000, 810000]");
    CheckProgress progress = progress();
    progress.finished(outcome("sundial", "model"));
    progress.finished(code());
    progress.playing("Overlap on memory", 1200);
    pass(50);
    progress.progress("clock", reached(400_000));

    assertThat(progress.lines())
        .containsExactly(
            "rollforward check, smoke    0:50 elapsed, about 4 min left",
            "  1 Our protocol, every reachable state   [###-------] 1 of 3 models",
            "  2 Each rule removed must be noticed     [----------] 0 of 3 faults",
            "  3 Situations that must be reachable     [----------] 0 of 1 scene",
            "  4 Java library, in memory and on Lance  [#####-----] 1 of 2 scenarios",
            "    now: clock, 400,000 of about 800,000 states",
            "    now: Overlap on memory, 1,200 schedules so far",
            "So far nothing is wrong. Ctrl-C ends it.")
        .allMatch(shown -> shown.length() < 80);
    assertThat(recorder.err()).contains("0 of 3 faults\n");
  }

  @Test
  void onANarrowTerminalTheFiguresSayWhatTheBarWould() {
    recorder = new Recorder(new Terminal(false, true, false, 60));
    CheckProgress progress = progress();
    progress.finished(code(new Violation("PinExact", "")));

    assertThat(progress.lines())
        .contains(
            "  1 Our protocol, every reachable state   0 of 3",
            "  4 Java library, in memory and on Lance  1 of 2, 1 BAD")
        .filteredOn(shown -> shown.startsWith("  "))
        .allMatch(shown -> shown.length() < 60);
  }

  @Test
  void whatIsBadIsSaidAtOnce() {
    CheckProgress progress = progress();
    progress.finished(code(new Violation("PinExact", "")));

    assertThat(progress.lines())
        .anyMatch(shown -> shown.endsWith("1 of 2 scenarios, 1 BAD"))
        .endsWith("So far 1 not as it should be; the report at the end says which.");
  }

  @Test
  void elsewhereThanOnATerminalEachGroupThatIsOverIsALine() {
    recorder = new Recorder(Terminal.NONE);
    CheckProgress progress = progress();
    progress.progress("clock", reached(3));
    progress.finished(code());
    pass(61);
    progress.finished(code(new Violation("PinExact", "")));
    progress.finished(outcome("ClockCommitsAlone", "scene"));

    assertThat(recorder.err().lines())
        .containsExactly(
            "4 Java library, in memory and on Lance: 1 of 2 scenarios NOT as it should be,"
                + " 1:01 elapsed",
            "3 Situations that must be reachable: 1 scene as it should be, 1:01 elapsed");
  }
}
