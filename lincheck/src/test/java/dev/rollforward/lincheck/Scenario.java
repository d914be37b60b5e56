package dev.rollforward.lincheck;

import static dev.rollforward.lincheck.Actors.call;

import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;

/**
 * The calls of each thread, followed by a snapshot of a thread that starts later.
 *
 * <p>Those that are named after a fault are schedules that the fault needs. NoFence,
 * DecideOnStaleRead, OwnerGivesUp, NoParentCheck and LostResponseIsFailure follow TLC's
 * counterexamples to the spec with that fault, where an owner that takes no step becomes a stall;
 * the others are made from the rule. The steps of a commit of both tables are ReadManifest,
 * PrepareTable twice, ArmSidecar, CommitTable twice, Publish, DeleteSidecar.
 */
@SuppressWarnings("ImmutableEnumChecker") // Lincheck's actors are
enum Scenario {
  /** Rows replaced, merged, removed and updated, all of which refuse each other. */
  ROWS(List.of(commit(0, 1, Work.OVERWRITE)), List.of(commit(1, 2, Work.REMOVE), snapshot(1))),

  /** A process opens, and may find the other one's operation anywhere. */
  OPEN_BESIDE_COMMIT(
      List.of(commit(0, 1, Work.APPEND), call("refresh", 0)),
      List.of(call("open", 1), snapshot(1))),

  /** A commit that demands a snapshot, against one that moves one of its tables. */
  ON_SNAPSHOT(
      List.of(call("refresh", 0), call("commitOnSnapshot", 0, 1)),
      List.of(commit(1, 2, Work.APPEND_TO_A), call("commitOnSnapshot", 1, 3))),

  /** A process dies when everything but its publish is done. */
  DEATH(
      List.of(die(0, 1, Work.COLUMNS, 6), snapshot(0)),
      List.of(commit(1, 2, Work.APPEND_TO_A), call("refresh", 1))),

  /** An owner stalls, and goes on in the middle of a sweep. */
  RESUMED(List.of(stall(0, 1, Work.METADATA, 5), recover(0)), List.of(call("resume"), snapshot(1))),

  /** Two commits that share a table, and a sweep, all alive. */
  EVERYBODY(
      List.of(commit(0, 1, Work.APPEND)),
      List.of(commit(1, 2, Work.APPEND_TO_A)),
      List.of(recover(2), snapshot(2))),

  /** A name is taken by two, passes to another name, and goes. */
  NAMES(
      List.of(commit(0, 1, Work.CREATE), commit(0, 2, Work.RENAME)),
      List.of(commit(1, 3, Work.CREATE), commit(1, 4, Work.DROP))),

  /** A table is replaced while others append to it. */
  REPLACED(
      List.of(commit(0, 1, Work.CREATE), commit(0, 2, Work.REPLACE)),
      List.of(commit(1, 3, Work.APPEND_TO_C), snapshot(1))),

  /** What nobody sees, beside what somebody does. */
  STORED(
      List.of(commit(0, 1, Work.COMPACT), commit(0, 2, Work.INDEX)),
      List.of(commit(1, 3, Work.MERGE), snapshot(1))),

  NoFence(List.of(stall(0, 1, Work.APPEND, 4), recover(0), call("resume")), List.of(snapshot(1))),

  DecideOnStaleRead(
      List.of(stall(0, 1, Work.APPEND, 5), recover(0)),
      List.of(call("resume"), commit(1, 2, Work.APPEND))),

  OwnerGivesUp(
      List.of(stall(0, 1, Work.APPEND, 6), recover(0), call("resume")), List.of(snapshot(1))),

  NoParentCheck(
      List.of(stall(0, 1, Work.COLUMNS, 4), die(0, 2, Work.APPEND, 5), call("resume")),
      List.of(snapshot(1))),

  HeadNeedNotResolve(
      List.of(die(0, 1, Work.APPEND, 5), commit(0, 2, Work.APPEND)), List.of(snapshot(1))),

  LostResponseIsFailure(
      List.of(call("commitLosingAnswer", 0, 1, Work.APPEND)), List.of(snapshot(1))),

  AckBeforePublish(List.of(die(0, 1, Work.APPEND, 6), snapshot(0)), List.of(snapshot(1))),

  LastWriterWinsManifest(List.of(commit(0, 1, Work.APPEND)), List.of(commit(1, 2, Work.APPEND))),

  DecisionDroppedEarly(
      List.of(die(0, 1, Work.APPEND, 7), commit(0, 2, Work.APPEND_TO_A), recover(0)),
      List.of(snapshot(1))),

  AuditAppended(List.of(stall(0, 1, Work.APPEND, 4), recover(0)), List.of(recover(1))),

  OverwriteUnfenced(
      List.of(stall(0, 1, Work.REMOVE, 4), recover(0), call("resume")), List.of(snapshot(1))),

  DropsNothing(
      List.of(commit(0, 1, Work.CREATE), commit(0, 2, Work.DROP)),
      List.of(commit(1, 3, Work.REPLACE), snapshot(1))),

  DerivedRebased(
      List.of(stall(0, 1, Work.COMPACT, 3), die(0, 2, Work.APPEND, 5), call("resume")),
      List.of(snapshot(1))),

  ReadsUnchecked(List.of(call("copyToA", 0, 1)), List.of(call("copyToB", 1, 2))),

  SourceUnchecked(
      List.of(call("takeIn", 0, 1, 2)), List.of(call("takeIn", 1, 2, 1), call("takeIn", 1, 3, 2)));

  private final List<List<Actor>> threads;

  @SafeVarargs
  @SuppressWarnings("varargs")
  Scenario(List<Actor>... threads) {
    this.threads = List.of(threads);
  }

  /** A new one: Lincheck completes it. */
  ExecutionScenario execution() {
    return new ExecutionScenario(List.of(), threads, List.of(snapshot(0)), null);
  }

  private static Actor commit(int thread, int row, Work work) {
    return call("commit", thread, row, work);
  }

  private static Actor die(int thread, int row, Work work, int steps) {
    return call("dieInCommit", thread, row, work, steps);
  }

  private static Actor stall(int thread, int row, Work work, int steps) {
    return call("stallInCommit", thread, row, work, steps);
  }

  private static Actor recover(int thread) {
    return call("recover", thread);
  }

  private static Actor snapshot(int thread) {
    return call("snapshot", thread);
  }
}
