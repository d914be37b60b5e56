package dev.rollforward.conformance.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.Action;
import dev.rollforward.CommitResult;
import dev.rollforward.OperationId;
import dev.rollforward.ProtocolListener;
import dev.rollforward.StoreException.Unreadable;
import dev.rollforward.Verdict;
import dev.rollforward.conformance.ShippedTestGroup;
import dev.rollforward.engine.Stores;
import dev.rollforward.published.PublishedRoot.SimulatedCrash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The schedules of {@link PublishedSchedules} under the shipped protocol, with the same actors and
 * halting points: {@code Enter} is {@code PrepareTable}, the first step that looks at a table. At
 * the end of each, every invariant is evaluated.
 *
 * <p>The shipped protocol has no schema files, no lock, no index inside a commit and no replacement
 * of a table; where a schedule needs one, its method says what is compared.
 */
final class ShippedSchedules {
  private static final ProtocolListener NONE = ProtocolListener.NONE;
  private static final int RUNAWAY = 50;

  private final Path root;
  private final UnaryOperator<Stores> fault;

  /**
   * @param root a folder that does not exist
   * @param fault plants a fault, or not
   */
  ShippedSchedules(Path root, UnaryOperator<Stores> fault) {
    this.root = root;
    this.fault = fault;
  }

  private ShippedTestGroup bench(String... tables) {
    return new ShippedTestGroup(root, fault, tables);
  }

  private ShippedTestGroup bench(int nth, String... tables) {
    return new ShippedTestGroup(root.resolve(String.valueOf(nth)), fault, tables);
  }

  void failOpenOnLostPublish() {
    try (ShippedRace race = new ShippedRace(root, fault)) {
      assertThat(race.nested(3)).isTrue();
      race.assertAuditedOnce();
    }
  }

  /** The second open comes and goes while the first stands at each of its steps. */
  void duplicateAudit() {
    boolean more = true;
    for (int nth = 1; more; nth++) {
      assertThat(nth).isLessThan(RUNAWAY);
      try (ShippedRace race = new ShippedRace(root.resolve(String.valueOf(nth)), fault)) {
        more = race.nested(nth);
        race.assertAuditedOnce();
      }
    }
  }

  /** Neither is visible anywhere, and both are audited as aborted. */
  void ghostAdoption() {
    try (ShippedTestGroup bench = bench("a", "b")) {
      OnNthStep.Shipped arms =
          OnNthStep.at(
              Action.PrepareTable, 2, () -> bench.dieAfter(Action.ArmSidecar, 1, "w1", "a"));
      OnNthStep.Shipped dies = OnNthStep.at(Action.CommitTable, ShippedSchedules::die);
      assertThatThrownBy(() -> bench.append("w2", both(arms, dies), "a", "b"))
          .isInstanceOf(SimulatedCrash.class);
      arms.assertFired();

      assertThat(bench.sweep(NONE)).isEmpty();

      assertVisible(bench, "a");
      assertVisible(bench, "b");
      assertAudited(bench, "w1", Verdict.ABORTED);
      assertAudited(bench, "w2", Verdict.ABORTED);
      bench.assertSound();
    }
  }

  /** Writer 2 is visible, and writer 1 is audited as aborted. */
  void falseRolledForward() {
    try (ShippedTestGroup bench = bench("a")) {
      OnNthStep.Shipped arms =
          OnNthStep.at(Action.PrepareTable, () -> bench.dieAfter(Action.ArmSidecar, 1, "w1", "a"));
      assertCommitted(bench.append("w2", arms, "a"));
      arms.assertFired();

      assertThat(bench.sweep(NONE)).isEmpty();

      assertVisible(bench, "a", "w2");
      assertAudited(bench, "w1", Verdict.ABORTED);
      bench.assertSound();
    }
  }

  /** The sweep that rolls back dies after each of its steps: the next one goes on rolling back. */
  void rollbackFlipsForward() {
    boolean more = true;
    int nth = 0;
    while (more) {
      nth++;
      try (ShippedTestGroup bench = bench(nth, "a", "b")) {
        bench.dieAfter(Action.CommitTable, 1, "w1", "a", "b");
        more = sweepDyingAtStep(bench, nth);

        assertThat(bench.sweep(NONE)).isEmpty();

        assertVisible(bench, "a");
        assertVisible(bench, "b");
        assertAudited(bench, "w1", Verdict.ABORTED);
        bench.assertSound();
      }
    }
    assertThat(nth).isGreaterThan(steps("list, read, classify, abort, fence, fence, audit"));
  }

  private static int steps(String each) {
    return each.split(",").length;
  }

  private static boolean sweepDyingAtStep(ShippedTestGroup bench, int nth) {
    assertThat(nth).isLessThan(RUNAWAY);
    try {
      bench.sweep(OnNthStep.atStep(nth, ShippedSchedules::die));
      return false;
    } catch (SimulatedCrash expected) {
      return true;
    }
  }

  /**
   * The open beside the live writer starts at the writer's k-th step and stands at its own n-th
   * until the writer has its answer, for every k and n: writer 1 is visible in both tables if it
   * was told so, and else in neither; nothing waits for anybody.
   */
  void restoreBuriesLiveWriter() {
    int[] ended = new int[2];
    int last = 0;
    while (buryingFrom(last + 1, ended)) {
      last++;
      assertThat(last).isLessThan(RUNAWAY);
    }
    assertThat(last)
        .isEqualTo(steps("read, prepare, prepare, arm, commit, commit, publish, delete"));
    assertThat(ended[0]).as("schedules in which it is committed").isGreaterThan(ended[1]);
    assertThat(ended[1]).as("schedules in which it is aborted").isGreaterThan(last);
  }

  /** Whether the writer has so many steps. */
  private boolean buryingFrom(int step, int[] ended) {
    boolean more = true;
    boolean fired = true;
    for (int nth = 1; more && fired; nth++) {
      assertThat(nth).isLessThan(RUNAWAY);
      try (ShippedTestGroup bench = bench(step * RUNAWAY + nth, "a", "b")) {
        StallableThread[] open = new StallableThread[1];
        int stand = nth;
        OnNthStep.Shipped starts =
            OnNthStep.atStep(
                step,
                () ->
                    open[0] =
                        StallableThread.start(
                            self ->
                                assertThat(bench.sweep(OnNthStep.atStep(stand, self::park)))
                                    .isEmpty()));
        CommitResult first = bench.append("w1", starts, "a", "b");
        fired = starts.hasFired();
        more = fired && burying(bench, first, open[0], ended);
        bench.assertSound();
      }
    }
    return fired;
  }

  /** Whether the open came to where it was to stand. */
  private static boolean burying(
      ShippedTestGroup bench, CommitResult first, StallableThread open, int[] ended) {
    assertThat(bench.violated()).isEmpty();
    boolean hasParked = open.hasParked();
    assertThat(open.finish()).isEmpty();
    assertThat(bench.violated()).isEmpty();
    assertCommitted(bench.append("w2", NONE, "a"));

    boolean committed = first instanceof CommitResult.Committed;
    assertThat(first).isInstanceOfAny(CommitResult.Committed.class, CommitResult.Rejected.class);
    ended[committed ? 0 : 1]++;
    if (committed) {
      assertVisible(bench, "a", "w1", "w2");
      assertVisible(bench, "b", "w1");
    } else {
      assertVisible(bench, "a", "w2");
      assertVisible(bench, "b");
      assertAudited(bench, "w1", Verdict.ABORTED);
    }
    return hasParked;
  }

  /** There is no replacement: writer 2 appends on what it prepared, and is told that it failed. */
  void publishWithoutExpected() {
    try (ShippedTestGroup bench = bench("a")) {
      OnNthStep.Shipped writes =
          OnNthStep.at(Action.PrepareTable, () -> assertCommitted(bench.append("w1", NONE, "a")));
      CommitResult second = bench.append("w2", writes, "a");
      writes.assertFired();

      assertThat(second)
          .isInstanceOfSatisfying(
              CommitResult.Rejected.class,
              rejected ->
                  assertThat(rejected.reason()).isEqualTo(CommitResult.Reason.REFUSED_BY_TABLE));
      assertVisible(bench, "a", "w1");
      bench.assertSound();
    }
  }

  /**
   * There are no schema files: what is compared is that an open which died after any of its steps
   * does not make the next one decide otherwise.
   */
  void schemaPromotedDataRolledBack() {
    boolean more = true;
    for (int nth = 1; more; nth++) {
      try (ShippedTestGroup bench = bench(nth, "a")) {
        bench.dieAfter(Action.CommitTable, 1, "w1", "a");
        more = sweepDyingAtStep(bench, nth);

        assertThat(bench.sweep(NONE)).isEmpty();

        assertVisible(bench, "a", "w1");
        assertAudited(bench, "w1", Verdict.COMMITTED);
        bench.assertSound();
      }
    }
  }

  /** The index is built by somebody else: no writer builds one inside its commit. */
  void indexBuiltInsideCommit() {
    try (ShippedTestGroup bench = bench("a")) {
      bench.dieAfter(Action.CommitTable, 1, "w1", "a");
      bench.index("a");
      assertThat(bench.head("a")).isEqualTo(3);

      assertThat(bench.sweep(NONE)).isEmpty();

      assertVisible(bench, "a", "w1");
      assertAudited(bench, "w1", Verdict.COMMITTED);
      assertThat(bench.append("refused", NONE, "a"))
          .isInstanceOfSatisfying(
              CommitResult.Rejected.class,
              rejected ->
                  assertThat(rejected.reason()).isEqualTo(CommitResult.Reason.EXTERNAL_CHANGE));
      assertThat(bench.appendOverExternal("w2", "a")).isInstanceOf(CommitResult.Committed.class);
      bench.assertSound();
    }
  }

  /** The open goes on. */
  void listedThenGone() {
    try (ShippedTestGroup bench = bench("a")) {
      StallableThread[] open = new StallableThread[1];
      OnNthStep.Shipped starts =
          OnNthStep.at(
              Action.Publish,
              () ->
                  open[0] =
                      StallableThread.start(
                          self ->
                              assertThat(
                                      bench.sweep(
                                          OnNthStep.at(Action.SweepListSidecars, self::park)))
                                  .isEmpty()));
      assertCommitted(bench.append("w1", starts, "a"));
      assertThat(open[0].hasParked()).isTrue();
      assertThat(bench.sidecars()).isEmpty();

      assertThat(open[0].finish()).isEmpty();

      assertVisible(bench, "a", "w1");
      bench.assertSound();
    }
  }

  /** It is reported and left as it is, and blocks nobody; brought back, its root recovers it. */
  void foreignSidecar() throws IOException {
    OperationId stray = new OperationId("w1");
    try (ShippedTestGroup bench = bench("a");
        ShippedTestGroup other =
            new ShippedTestGroup(PublishedSchedules.beside(root), fault, "a")) {
      other.dieAfter(Action.CommitTable, 1, stray.value(), "a");
      PublishedSchedules.move(stray, other.root(), bench.root());

      assertThat(bench.sweep(NONE))
          .singleElement()
          .isInstanceOfSatisfying(
              Unreadable.class,
              problem -> assertThat(problem.reason()).isEqualTo(Unreadable.Reason.FOREIGN));

      assertThat(bench.audits()).isEmpty();
      assertThat(bench.sidecars()).containsExactly(stray);
      bench.assertWritable("probe");
      PublishedSchedules.move(stray, bench.root(), other.root());
      other.assertSound();
      assertVisible(other, "a", "w1", "probe");
      bench.assertSound("probe-again");
    }
  }

  /**
   * There is no replacement: writer 2 appends. It finishes writer 1 first, and both are visible.
   */
  void notHealFirst() {
    try (ShippedTestGroup bench = bench("a")) {
      bench.dieAfter(Action.CommitTable, 1, "w1", "a");
      StallableThread[] open = new StallableThread[1];
      OnNthStep.Shipped starts =
          OnNthStep.at(
              Action.ReadManifest,
              () ->
                  open[0] =
                      StallableThread.start(
                          self ->
                              assertThat(
                                      bench.sweep(OnNthStep.at(Action.SweepClassify, self::park)))
                                  .isEmpty()));
      assertCommitted(bench.append("w2", starts, "a"));
      assertThat(open[0].hasParked()).isTrue();

      assertThat(open[0].finish()).isEmpty();

      assertVisible(bench, "a", "w1", "w2");
      assertAudited(bench, "w1", Verdict.COMMITTED);
      bench.assertSound();
    }
  }

  /** The claimant, {@code v2}, comes first in the sweep; it is aborted, and told so. */
  void retroactiveClaim() {
    try (ShippedTestGroup bench = bench("a")) {
      OnNthStep.Shipped commits =
          OnNthStep.at(Action.PrepareTable, () -> bench.dieAfter(Action.CommitTable, 1, "w1", "a"));
      OnNthStep.Shipped sweeps =
          OnNthStep.at(Action.ArmSidecar, () -> assertThat(bench.sweep(NONE)).isEmpty());
      CommitResult claimant = bench.append("v2", both(commits, sweeps), "a");
      commits.assertFired();
      sweeps.assertFired();

      assertThat(claimant).isInstanceOf(CommitResult.Rejected.class);
      assertAudited(bench, "v2", Verdict.ABORTED);
      assertAudited(bench, "w1", Verdict.COMMITTED);
      assertVisible(bench, "a", "w1");
      bench.assertSound();
    }
  }

  /** There is no lock: a change of the tables that died before it armed is in nobody's way. */
  void staleSchemaLock() {
    try (ShippedTestGroup bench = bench("a")) {
      assertThatThrownBy(
              () ->
                  bench.create("w1", OnNthStep.at(Action.PrepareTable, ShippedSchedules::die), "n"))
          .isInstanceOf(SimulatedCrash.class);

      assertThat(bench.sweep(NONE)).isEmpty();
      assertCommitted(bench.create("w2", NONE, "n"));

      assertVisible(bench, "n", "w2");
      bench.assertSound();
    }
  }

  private static ProtocolListener both(ProtocolListener first, ProtocolListener second) {
    return event -> {
      first.onStep(event);
      second.onStep(event);
    };
  }

  private static void die() {
    throw new SimulatedCrash();
  }

  private static void assertCommitted(CommitResult told) {
    assertThat(told).isInstanceOf(CommitResult.Committed.class);
  }

  private static void assertVisible(ShippedTestGroup bench, String table, String... operations) {
    assertThat(bench.visible(table)).as("table " + table).containsExactly(operations);
  }

  private static void assertAudited(ShippedTestGroup bench, String operation, Verdict verdict) {
    assertThat(bench.audits()).containsEntry(operation, List.of(verdict));
  }
}
