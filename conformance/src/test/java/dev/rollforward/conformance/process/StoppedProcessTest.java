package dev.rollforward.conformance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.Action;
import dev.rollforward.CommitResult;
import dev.rollforward.CommitResult.Committed;
import dev.rollforward.CommitResult.Rejected;
import dev.rollforward.conformance.process.WorkerMessage.Kind;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.testkit.Invariant;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shipped protocol while one process is stopped by SIGSTOP and others go on. What tells the
 * stopped one to go on waits in its pipe all the while, so only the signal holds it.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class StoppedProcessTest {
  private static WorkerProcesses processes;
  private static WorkerProcess writer;
  private static WorkerProcess sweep;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    processes = new WorkerProcesses();
    writer = processes.next();
    sweep = processes.next();
  }

  @AfterAll
  static void end() {
    processes.close();
  }

  /** The writer is stopped there, and rolled back or forward before it goes on. */
  @ParameterizedTest
  @CsvSource({
    "BeforePrepareTable,   1, Committed",
    "BeforeArmSidecar,     1, Committed",
    "AfterArmSidecar,      1, ROLLED_BACK",
    "BeforeCommitTable,    1, ROLLED_BACK",
    "AfterCommitTable,     1, ROLLED_BACK",
    "BeforeCommitTable,    2, ROLLED_BACK",
    "AfterCommitTable,     2, Committed",
    "BeforePublish,        1, Committed",
    "AfterPublish,         1, Committed",
    "BeforeDeleteSidecar,  1, Committed",
    "AfterDeleteSidecar,   1, Committed",
  })
  void aWriterIsSweptWhileItIsStopped(Failpoint failpoint, int nth, String told) {
    try (RootObserver root = new RootObserver(folder.resolve("root"), "a", "b")) {
      writer.performUpTo(StopPoint.at(failpoint, nth), root, WorkerTask.Append, "a", "b");
      writer.stop();
      writer.goOn();

      assertThat(sweep.perform(root, WorkerTask.Open).kind()).isEqualTo(Kind.DONE);
      assertThat(root.violated()).isEmpty();
      assertThat(root.sidecars()).isEmpty();
      assertThat(writer.isStopped()).isTrue();
      writer.carryOn();
      CommitResult result = writer.hear(root::hear).told();

      assertThat(nameOf(result)).isEqualTo(told);
      assertVisibleIfCommitted(root, result);
      root.assertSound(sweep);
    }
  }

  /** Where a sweep that rolls back can stand, and whether its writer is still in time there. */
  static Stream<Arguments> onTheWayBack() {
    return Stream.of(Failpoint.values())
        .filter(failpoint -> failpoint.action().name().startsWith("Sweep"))
        .filter(failpoint -> failpoint.action() != Action.SweepRollForward)
        .map(
            failpoint ->
                Arguments.of(failpoint, failpoint.compareTo(Failpoint.AfterSweepRollBack) < 0));
  }

  /** The sweep takes the writer for dead, and is stopped there until the writer has finished. */
  @ParameterizedTest
  @MethodSource("onTheWayBack")
  void aSweepIsStoppedWhileTheWriterGoesOn(Failpoint failpoint, boolean inTime) {
    try (RootObserver root = new RootObserver(folder.resolve("root"), "a", "b")) {
      writer.performUpTo(
          StopPoint.at(Failpoint.AfterCommitTable), root, WorkerTask.Append, "a", "b");
      sweep.performUpTo(StopPoint.at(failpoint), root, WorkerTask.Open);
      sweep.stop();
      sweep.goOn();

      writer.goOn();
      CommitResult result = writer.hear(root::hear).told();
      assertThat(root.violated()).isEmpty();
      assertThat(sweep.isStopped()).isTrue();
      sweep.carryOn();
      assertThat(sweep.hear(root::hear).kind()).isEqualTo(Kind.DONE);

      assertThat(result).isInstanceOf(inTime ? Committed.class : Rejected.class);
      assertVisibleIfCommitted(root, result);
      root.assertSound(writer);
    }
  }

  /** What stops a writer that comes back is the fence: without it, its rows are seen to land. */
  @Test
  void aSweepWithoutFencesIsFoundOut() {
    try (RootObserver root = new RootObserver(folder.resolve("root"), "a", "b")) {
      writer.performUpTo(
          StopPoint.at(Failpoint.AfterArmSidecar), root, WorkerTask.Append, "a", "b");
      writer.stop();
      writer.goOn();
      assertThat(sweep.perform(root, WorkerTask.FaultySweep, "NoFence").kind())
          .isEqualTo(Kind.DONE);
      writer.carryOn();
      assertThat(writer.hear(root::hear).told()).isInstanceOf(Rejected.class);

      assertThat(root.violated()).contains(Invariant.NoDriftAfterDecision);
    }
  }

  private static String nameOf(CommitResult result) {
    return result instanceof Rejected rejected
        ? rejected.reason().name()
        : result.getClass().getSimpleName();
  }

  private static void assertVisibleIfCommitted(RootObserver root, CommitResult result) {
    for (String table : new String[] {"a", "b"}) {
      if (result instanceof Committed) {
        assertThat(root.visible(table)).containsExactly(result.operation());
      } else {
        assertThat(root.visible(table)).isEmpty();
      }
    }
  }
}
