package dev.rollforward.conformance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.OperationId;
import dev.rollforward.conformance.process.WorkerMessage.Kind;
import dev.rollforward.conformance.published.PublishedTestGroup;
import dev.rollforward.published.core.AuditEntry.Verdict;
import dev.rollforward.published.core.Variant;
import dev.rollforward.published.engine.Action;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The published sweep, as merged, under the schedules of {@link StoppedProcessTest} and {@link
 * KilledProcessTest}: what a user sees, row 10 being of the writer that is disturbed and row 20 of
 * the next. {@code docs/published-sweep.md} has the table.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class PublishedProcessTest {
  private static WorkerProcesses processes;
  private static WorkerProcess writer;
  private static WorkerProcess sweep;

  @TempDir Path folder;
  private Path root;
  private PublishedTestGroup bench;

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

  @BeforeEach
  void twoTables() {
    root = folder.resolve("root");
    bench = new PublishedTestGroup(root, Set.of(), "a", "b");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** The writer is stopped right after {@code step}. */
  private void stopWriter(StopPoint step) {
    writerUpTo(step);
    writer.stop();
    writer.goOn();
  }

  private void writerUpTo(StopPoint step) {
    writer.begin(WorkerTask.PublishedAppend, root, step, "10", "a", "b");
    WorkerProcess.assertParked(step, writer.hear(said -> {}));
  }

  private void openWhileItIsStopped() {
    sweep.begin(WorkerTask.PublishedOpen, root, StopPoint.NOWHERE, Variant.AS_MERGED.name());
    assertThat(sweep.hear(said -> {}).kind()).isEqualTo(Kind.DONE);
    assertThat(writer.isStopped()).isTrue();
  }

  /** It was told {@code how}. */
  private static OperationId assertTold(WorkerMessage said, String how) {
    assertThat(said.kind()).isEqualTo(Kind.TOLD);
    assertThat(said.parts()).startsWith(how);
    return new OperationId(said.parts().get(1));
  }

  private void writeNext() {
    sweep.begin(WorkerTask.PublishedAppend, root, StopPoint.NOWHERE, "20", "a", "b");
    assertTold(sweep.hear(said -> {}), "Ok");
  }

  /** RestoreBuriesLiveWriter: told ok, then gone from one of two tables. */
  @Test
  void anAcknowledgedCommitIsBuriedByASweepThatWasStopped() {
    StopPoint classified = StopPoint.after(Action.SweepClassify);
    writerUpTo(StopPoint.after(Action.CommitTable));
    sweep.begin(WorkerTask.PublishedOpen, root, classified, Variant.AS_MERGED.name());
    WorkerProcess.assertParked(classified, sweep.hear(said -> {}));
    sweep.stop();
    sweep.goOn();

    writer.goOn();
    assertTold(writer.hear(said -> {}), "Ok");
    bench.assertVisible("a", 1, 10);
    assertThat(sweep.isStopped()).isTrue();
    sweep.carryOn();
    WorkerMessage failed = sweep.hear(said -> {});

    assertThat(failed.kind()).isEqualTo(Kind.FAILED);
    assertThat(failed.parts()).startsWith(Action.SweepLoseRollBack.name());
    writeNext();
    bench.assertVisible("a", 1, 20);
    bench.assertVisible("b", 1, 10, 20);
  }

  /** It is audited as rolled back, and then it is told ok and visible. */
  @Test
  void anAuditIsWrongOfAWriterThatWasStoppedWhenItHadArmed() {
    stopWriter(StopPoint.after(Action.ArmSidecar));
    openWhileItIsStopped();
    writer.carryOn();

    OperationId stopped = assertTold(writer.hear(said -> {}), "Ok");
    bench.assertAudited(stopped, Verdict.RolledBack);
    bench.assertVisible("a", 1, 10);
    bench.assertVisible("b", 1, 10);
  }

  /** Told failed, then half of it is visible: the next writer publishes what landed too late. */
  @Test
  void aFailedWriterThatWasStoppedBetweenItsCommitsComesBackByHalf() {
    stopWriter(StopPoint.after(Action.CommitTable));
    openWhileItIsStopped();
    writer.carryOn();

    OperationId stopped = assertTold(writer.hear(said -> {}), "Failed");
    bench.assertVisible("a", 1);
    bench.assertVisible("b", 1);
    writeNext();
    bench.assertAudited(stopped, Verdict.RolledBack);
    bench.assertVisible("a", 1, 20);
    bench.assertVisible("b", 1, 10, 20);
  }

  /** Told failed, and visible: its publish loses to the sweep that has rolled it forward. */
  @Test
  void aWriterThatWasStoppedBeforeItsPublishIsToldAFailureThatIsNone() {
    stopWriter(StopPoint.after(Action.CommitTable, 2));
    openWhileItIsStopped();
    writer.carryOn();

    OperationId stopped = assertTold(writer.hear(said -> {}), "Failed");
    bench.assertAudited(stopped, Verdict.RolledForward);
    bench.assertVisible("a", 1, 10);
    bench.assertVisible("b", 1, 10);
  }

  /** RollbackFlipsForward, by SIGKILL: audited as rolled forward, when it has been undone. */
  @Test
  void aRollBackThatIsKilledFlipsForward() {
    WorkerProcess killedWriter = processes.next();
    StopPoint committed = StopPoint.after(Action.CommitTable);
    killedWriter.begin(WorkerTask.PublishedAppend, root, committed, "10", "a", "b");
    WorkerProcess.assertParked(committed, killedWriter.hear(said -> {}));
    OperationId dead = bench.sidecars().get(0);
    killedWriter.kill();
    WorkerProcess killedSweep = processes.next();
    StopPoint rolledBack = StopPoint.after(Action.SweepRollBack);
    killedSweep.begin(WorkerTask.PublishedOpen, root, rolledBack, Variant.AS_MERGED.name());
    WorkerProcess.assertParked(rolledBack, killedSweep.hear(said -> {}));
    killedSweep.kill();

    sweep.begin(WorkerTask.PublishedOpen, root, StopPoint.NOWHERE, Variant.AS_MERGED.name());
    assertThat(sweep.hear(said -> {}).kind()).isEqualTo(Kind.DONE);

    bench.assertAudited(dead, Verdict.RolledForward);
    bench.assertVisible("a", 1);
    bench.assertVisible("b", 1);
  }
}
