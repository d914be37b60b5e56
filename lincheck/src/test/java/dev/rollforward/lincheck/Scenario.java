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
  /** Of two commits over the same pins, at most one can be published. */
  TWO_COMMITS(List.of(call("commitBoth", 0, 1)), List.of(call("commitBoth", 1, 2))),

  /** A process opens, and may find the other one's operation anywhere. */
  OPEN_BESIDE_COMMIT(
      List.of(call("commitBoth", 0, 1), call("refresh", 0)),
      List.of(call("open", 1), call("snapshot", 1))),

  /** A commit that demands a snapshot, against one that moves one of its tables. */
  ON_SNAPSHOT(
      List.of(call("refresh", 0), call("commitOnSnapshot", 0, 1)),
      List.of(call("commitA", 1, 2), call("commitOnSnapshot", 1, 3))),

  /** A process dies when everything but its publish is done. */
  DEATH(
      List.of(call("dieInCommitBoth", 0, 1, 6), call("snapshot", 0)),
      List.of(call("commitA", 1, 2), call("refresh", 1))),

  /** An owner stalls, and goes on in the middle of a sweep. */
  RESUMED(
      List.of(call("stallInCommitBoth", 0, 1, 5), call("recover", 0)),
      List.of(call("resume"), call("snapshot", 1))),

  /** Two commits that share a table, and a sweep, all alive. */
  EVERYBODY(
      List.of(call("commitBoth", 0, 1)),
      List.of(call("commitA", 1, 2)),
      List.of(call("recover", 2), call("snapshot", 2))),

  NoFence(
      List.of(call("stallInCommitBoth", 0, 1, 4), call("recover", 0), call("resume")),
      List.of(call("snapshot", 1))),

  DecideOnStaleRead(
      List.of(call("stallInCommitBoth", 0, 1, 5), call("recover", 0)),
      List.of(call("resume"), call("commitBoth", 1, 2))),

  OwnerGivesUp(
      List.of(call("stallInCommitBoth", 0, 1, 6), call("recover", 0), call("resume")),
      List.of(call("snapshot", 1))),

  NoParentCheck(
      List.of(call("stallInCommitBoth", 0, 1, 4), call("dieInCommitBoth", 0, 2, 5), call("resume")),
      List.of(call("snapshot", 1))),

  HeadNeedNotResolve(
      List.of(call("dieInCommitBoth", 0, 1, 5), call("commitBoth", 0, 2)),
      List.of(call("snapshot", 1))),

  LostResponseIsFailure(List.of(call("commitLosingAnswer", 0, 1)), List.of(call("snapshot", 1))),

  AckBeforePublish(
      List.of(call("dieInCommitBoth", 0, 1, 6), call("snapshot", 0)), List.of(call("snapshot", 1))),

  LastWriterWinsManifest(List.of(call("commitBoth", 0, 1)), List.of(call("commitBoth", 1, 2))),

  DecisionDroppedEarly(
      List.of(call("dieInCommitBoth", 0, 1, 7), call("commitA", 0, 2), call("recover", 0)),
      List.of(call("snapshot", 1))),

  AuditAppended(
      List.of(call("stallInCommitBoth", 0, 1, 4), call("recover", 0)), List.of(call("recover", 1)));

  private final List<List<Actor>> threads;

  @SafeVarargs
  @SuppressWarnings("varargs")
  Scenario(List<Actor>... threads) {
    this.threads = List.of(threads);
  }

  /** A new one: Lincheck completes it. */
  ExecutionScenario execution() {
    return new ExecutionScenario(List.of(), threads, List.of(call("snapshot", 0)), null);
  }
}
