package dev.rollforward.conformance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.conformance.process.WorkerMessage.Kind;
import dev.rollforward.conformance.published.PublishedRace;
import dev.rollforward.core.Audit;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.published.core.Variant;
import dev.rollforward.published.engine.Action;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two processes open one root for writing, over the sidecar of one complete operation; the first
 * stands still until the second has finished. {@code -Drollforward.repetitions=50} repeats it.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class OpenRaceProcessTest {
  private static final int REPETITIONS = Integer.getInteger("rollforward.repetitions", 1);

  private static WorkerProcesses processes;
  private static WorkerProcess first;
  private static WorkerProcess second;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    processes = new WorkerProcesses();
    first = processes.next();
    second = processes.next();
  }

  @AfterAll
  static void end() {
    processes.close();
  }

  /** The first is parked between classify and publish. */
  @ParameterizedTest
  @CsvSource({"BEFORE_FIX, 0", "AS_PROPOSED, 2", "AS_MERGED, 1"})
  void publishedSweep(Variant variant, int audits) {
    for (int i = 0; i < REPETITIONS; i++) {
      Path root = folder.resolve("race-" + i);
      try (PublishedRace race = new PublishedRace(root)) {
        WorkerMessage late = race(root, StopPoint.after(Action.SweepClassify), variant);

        if (variant == Variant.BEFORE_FIX) {
          assertThat(late)
              .isEqualTo(
                  WorkerMessage.of(
                      Kind.FAILED,
                      "SweepLoseRollForward",
                      "table 'a': expected version 1, actual version 2"));
          race.assertRecovered(1);
        } else {
          assertThat(late.kind()).isEqualTo(Kind.DONE);
          race.assertRecovered(audits);
        }
      }
    }
  }

  /** As merged, in the window that is left: the second starts when the first has audited. */
  @ParameterizedTest
  @CsvSource("AS_MERGED, 2")
  void publishedSweepAfterItsAudit(Variant variant, int audits) {
    Path root = folder.resolve("race");
    try (PublishedRace race = new PublishedRace(root)) {
      assertThat(race(root, StopPoint.after(Action.SweepAudit), variant).kind())
          .isEqualTo(Kind.DONE);
      race.assertRecovered(audits);
    }
  }

  /** What the first says at its end; the second ends well. */
  private static WorkerMessage race(Path root, StopPoint stop, Variant variant) {
    first.begin(WorkerTask.PublishedOpen, root, stop, variant.name());
    WorkerProcess.assertParked(stop, first.hear(said -> {}));
    second.begin(WorkerTask.PublishedOpen, root, StopPoint.NOWHERE, variant.name());
    assertThat(second.hear(said -> {}).kind()).isEqualTo(Kind.DONE);
    first.goOn();
    return first.hear(said -> {});
  }

  /** Where a sweep that rolls forward can stand. */
  static Stream<Failpoint> onTheWayForward() {
    Set<dev.rollforward.Action> not =
        EnumSet.of(dev.rollforward.Action.SweepRollBack, dev.rollforward.Action.SweepFenceTable);
    return Stream.of(Failpoint.values())
        .filter(failpoint -> failpoint.action().name().startsWith("Sweep"))
        .filter(failpoint -> !not.contains(failpoint.action()));
  }

  @ParameterizedTest
  @MethodSource("onTheWayForward")
  void shippedProtocol(Failpoint failpoint) {
    for (int i = 0; i < REPETITIONS; i++) {
      try (RootObserver root = new RootObserver(folder.resolve("race-" + i), "a", "b")) {
        OperationId dead = root.haltedWriter(Failpoint.AfterCommitTable, 2, "a", "b");

        first.performUpTo(StopPoint.at(failpoint), root, WorkerTask.Open);
        assertThat(second.perform(root, WorkerTask.Open).kind()).isEqualTo(Kind.DONE);
        assertThat(root.violated()).isEmpty();
        first.goOn();
        assertThat(first.hear(root::hear).kind()).isEqualTo(Kind.DONE);

        assertThat(root.audits()).extracting(Audit::operation).containsExactly(dead);
        assertThat(root.audits()).extracting(Audit::verdict).containsExactly(Verdict.COMMITTED);
        assertThat(root.visible("a")).containsExactly(dead);
        assertThat(root.visible("b")).containsExactly(dead);
        assertThat(root.sidecars()).isEmpty();
        root.assertSound(second);
      }
    }
  }
}
