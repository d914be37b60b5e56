package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.conformance.trace.GroupTrace;
import dev.rollforward.conformance.trace.TraceReader;
import dev.rollforward.conformance.trace.TraceVerdict;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.testkit.MemoryTestStores;
import dev.rollforward.trace.TraceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is told by processes that halt, or get no answer, at failpoints is a behaviour of the model.
 */
class FailpointTraceTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"Halted", "Unanswered"})
  void whoeverFailsAnywhereToldABehaviour(FailureMode how) {
    Path file = folder.resolve("failpoints.ndjson");
    List<Boolean> fired = new ArrayList<>();
    Set<Failpoint> reached = EnumSet.noneOf(Failpoint.class);
    try (TraceFile trace = TraceFile.create(file, "nothing yet")) {
      for (Failpoint failpoint : Failpoint.values()) {
        for (WriterScenario way : WriterScenario.values()) {
          trace.begin("%s, %s at %s".formatted(way, how, failpoint));
          fired.add(failAt(failpoint, way, how, trace));
          if (fired.get(fired.size() - 1)) {
            reached.add(failpoint);
          }
        }
      }
    }
    List<GroupTrace> traces =
        TraceReader.read(List.of(file)).groups().stream()
            .filter(group -> !group.events().isEmpty())
            .toList();

    assertThat(traces).hasSameSizeAs(fired);
    assertThat(reached).containsExactly(Failpoint.values());

    List<TraceVerdict> verdicts = new TraceFaultDetection(folder).check(where(fired, traces));

    assertThat(verdicts).hasSize(Collections.frequency(fired, true));
    assertThat(verdicts).filteredOn(verdict -> !verdict.isAccepted()).isEmpty();
  }

  /** Where nothing has failed, all tell the same. */
  private static List<GroupTrace> where(List<Boolean> fired, List<GroupTrace> traces) {
    return IntStream.range(0, traces.size()).filter(fired::get).mapToObj(traces::get).toList();
  }

  private static boolean failAt(
      Failpoint failpoint, WriterScenario way, FailureMode how, TraceFile trace) {
    FailpointHarness[] harness = new FailpointHarness[1];
    harness[0] =
        new FailpointHarness(
            new MemoryTestStores(),
            false,
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            event -> {
              // A trace begins with a group at rest, so what sets it up is not of it.
              if (harness[0] != null) {
                trace.as("process " + harness[0].running()).onStep(event);
              }
            });
    try (FailpointHarness playing = harness[0]) {
      boolean fired = FailpointScenarios.failsOnce(playing, way, failpoint, 1, how);
      assertThat(playing.violations()).isEmpty();
      return fired;
    }
  }
}
