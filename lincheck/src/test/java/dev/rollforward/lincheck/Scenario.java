package dev.rollforward.lincheck;

import static dev.rollforward.lincheck.Actors.call;

import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;

/** Who calls what, each ending with a snapshot by somebody who comes later. */
enum Scenario {
  /** Of two commits over the same pins, at most one can be published. */
  TWO_COMMITS(List.of(call("commitBoth", 1)), List.of(call("commitBoth", 2))),

  /** A sweep may stall while an operation that it has read is decided and then forgotten. */
  STALLED_SWEEP(List.of(call("commitBoth", 1), call("commitBoth", 2)), List.of(call("recover"))),

  /** A process dies when everything but its publish is done. */
  DEATH(
      List.of(call("dieInCommitBoth", 1, 6), call("snapshot")),
      List.of(call("commitA", 2), call("snapshot"))),

  /**
   * A process dies when it has announced what it will do, and somebody else does the like of it.
   */
  GHOST(List.of(call("dieInCommitBoth", 1, 4), call("recover")), List.of(call("commitBoth", 2))),

  /** Two commits that share a table, and a sweep, all alive. */
  EVERYBODY(
      List.of(call("commitBoth", 1)),
      List.of(call("commitA", 2)),
      List.of(call("recover"), call("snapshot")));

  private final List<List<Actor>> threads;

  @SafeVarargs
  Scenario(List<Actor>... threads) {
    this.threads = List.of(threads);
  }

  /** A new one: Lincheck completes it. */
  ExecutionScenario execution() {
    return new ExecutionScenario(List.of(), threads, List.of(call("snapshot")), null);
  }
}
