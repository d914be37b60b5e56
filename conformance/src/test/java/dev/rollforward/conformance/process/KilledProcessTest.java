package dev.rollforward.conformance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.OperationId;
import dev.rollforward.Verdict;
import dev.rollforward.conformance.process.WorkerMessage.Kind;
import dev.rollforward.core.Audit;
import dev.rollforward.failpoint.Failpoint;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped protocol while processes are killed by SIGKILL, and others find what they left. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class KilledProcessTest {
  private static WorkerProcesses processes;
  private static WorkerProcess survivor;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    processes = new WorkerProcesses();
    survivor = processes.next();
  }

  @AfterAll
  static void end() {
    processes.close();
  }

  /** Whether its change is there in the end, and whether a sweep had to say so. */
  @ParameterizedTest
  @CsvSource({
    "BeforeArmSidecar,    1, false,",
    "AfterArmSidecar,     1, false, ABORTED",
    "BeforeCommitTable,   1, false, ABORTED",
    "AfterCommitTable,    1, false, ABORTED",
    "BeforeCommitTable,   2, false, ABORTED",
    "AfterCommitTable,    2, true,  COMMITTED",
    "BeforePublish,       1, true,  COMMITTED",
    "AfterPublish,        1, true,  COMMITTED",
    "BeforeDeleteSidecar, 1, true,  COMMITTED",
    "AfterDeleteSidecar,  1, true,",
  })
  void aWriterIsKilled(Failpoint failpoint, int nth, boolean visible, Verdict audited) {
    try (RootObserver root = new RootObserver(folder.resolve("root"), "a", "b")) {
      kill(root, StopPoint.at(failpoint, nth), WorkerTask.Append, "a", "b");

      assertThat(survivor.perform(root, WorkerTask.Open).kind()).isEqualTo(Kind.DONE);

      assertEnded(root, visible, audited);
    }
  }

  /** The writer has changed so many of two tables when it ends; then two sweeps are killed. */
  @ParameterizedTest
  @CsvSource({
    "1, BeforeSweepRollBack,    AfterSweepRollBack",
    "1, AfterSweepFenceTable,   AfterSweepAudit",
    "2, BeforeSweepRollForward, AfterSweepRollForward",
    "2, BeforeSweepAudit,       BeforeSweepDeleteSidecar",
  })
  void twoSweepsAreKilled(int commits, Failpoint first, Failpoint second) {
    try (RootObserver root = new RootObserver(folder.resolve("root"), "a", "b")) {
      root.haltedWriter(Failpoint.AfterCommitTable, commits, "a", "b");
      kill(root, StopPoint.at(first), WorkerTask.Open);
      kill(root, StopPoint.at(second), WorkerTask.Open);

      assertThat(survivor.perform(root, WorkerTask.Open).kind()).isEqualTo(Kind.DONE);

      boolean complete = commits == 2;
      assertEnded(root, complete, complete ? Verdict.COMMITTED : Verdict.ABORTED);
    }
  }

  private static void kill(RootObserver root, StopPoint stop, WorkerTask deed, String... tables) {
    WorkerProcess victim = processes.next();
    victim.performUpTo(stop, root, deed, tables);
    victim.kill();
    assertThat(root.violated()).isEmpty();
  }

  private static void assertEnded(RootObserver root, boolean visible, Verdict audited) {
    assertThat(root.violated()).isEmpty();
    assertThat(root.sidecars()).isEmpty();
    assertThat(root.audits())
        .extracting(Audit::verdict)
        .isEqualTo(audited == null ? List.of() : List.of(audited));
    List<OperationId> rows = root.visible("a");
    assertThat(rows).hasSize(visible ? 1 : 0);
    assertThat(root.visible("b")).isEqualTo(rows);
    root.assertSound(survivor);
  }
}
