package dev.rollforward.conformance.published;

import static dev.rollforward.conformance.published.PublishedTestGroup.Turn.FIRST;
import static dev.rollforward.conformance.published.PublishedTestGroup.Turn.SECOND;
import static dev.rollforward.conformance.published.PublishedTestGroup.both;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.OperationId;
import dev.rollforward.published.PublishedGroup;
import dev.rollforward.published.core.AuditEntry.Verdict;
import dev.rollforward.published.core.Reply;
import dev.rollforward.published.core.Variant;
import dev.rollforward.published.core.WriterKind;
import dev.rollforward.published.engine.Action;
import dev.rollforward.published.engine.Fault;
import dev.rollforward.published.engine.RefusedException;
import dev.rollforward.published.engine.SweepFailedException;
import dev.rollforward.published.engine.SweepListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * The schedules of {@code spec/counterexamples} under the published sweep, one method for each row
 * of the fault catalogue, each with the damage that a user sees. The rows that writer 1 and writer
 * 2 add are 10 and 20.
 */
final class PublishedSchedules {
  private static final SweepListener NONE = SweepListener.NONE;

  private final Path root;
  private final boolean faulty;

  /**
   * @param root a folder that does not exist
   * @param faulty false switches the faults off and takes the variant as merged; where that one
   *     does the damage, somebody dies or stands still at an earlier step. Then there is none
   */
  PublishedSchedules(Path root, boolean faulty) {
    this.root = root;
    this.faulty = faulty;
  }

  private PublishedTestGroup bench(Set<Fault> faults, String... tables) {
    return new PublishedTestGroup(root, faulty ? faults : Set.of(), tables);
  }

  private Variant variant(Variant variant) {
    return faulty ? variant : Variant.AS_MERGED;
  }

  private Action step(Action harmful, Action earlier) {
    return faulty ? harmful : earlier;
  }

  private PublishedTestGroup bench(String... tables) {
    return bench(EnumSet.noneOf(Fault.class), tables);
  }

  void failOpenOnLostPublish() {
    try (PublishedRace race = new PublishedRace(root)) {
      race.parkedBetweenClassifyAndPublish(variant(Variant.BEFORE_FIX));

      race.assertTheFirstOpenFailed();
    }
  }

  void duplicateAudit() {
    try (PublishedRace race = new PublishedRace(root)) {
      race.parkedBetweenClassifyAndPublish(variant(Variant.AS_PROPOSED));

      race.assertBothOpened(2);
    }
  }

  /** Half of writer 2's change is published, as writer 1's, who wrote nothing. */
  void ghostAdoption() {
    try (PublishedTestGroup bench = bench("a", "b")) {
      OperationId[] first = new OperationId[1];
      OperationId second = meanwhileArmedAndDead(bench, first, Action.CommitTable, "a", "b");

      bench.sweep(NONE);

      bench.assertVisible("a", 1, 20);
      bench.assertVisible("b", 1);
      bench.assertAudited(first[0], Verdict.RolledForward);
      bench.assertAudited(second, Verdict.RolledForward);
      assertThat(bench.sidecars()).isEmpty();
      bench.assertStands("a", 2, 2);
      bench.assertStands("b", 1, 1);
    }
  }

  /** Writer 2 dies after {@code last}; before it arms, writer 1 has armed over a and died. */
  private OperationId meanwhileArmedAndDead(
      PublishedTestGroup bench, OperationId[] first, Action last, String... tables) {
    SweepListener arms =
        OnNthStep.at(
            Action.Enter,
            () ->
                first[0] =
                    bench.dieAfter(
                        step(Action.ArmSidecar, Action.Enter),
                        FIRST,
                        WriterKind.Mutation,
                        bench.append(10, "a")));
    return bench.dieAfter(last, 1, SECOND, WriterKind.Mutation, bench.append(20, tables), arms);
  }

  /** Success is audited for an operation of which nothing was ever written. */
  void falseRolledForward() {
    try (PublishedTestGroup bench = bench("a")) {
      OperationId[] dead = new OperationId[1];
      Reply reply =
          bench.write(
              SECOND,
              WriterKind.Mutation,
              bench.append(20, "a"),
              OnNthStep.at(
                  Action.Enter,
                  () ->
                      dead[0] =
                          bench.dieAfter(
                              step(Action.ArmSidecar, Action.Enter),
                              FIRST,
                              WriterKind.Mutation,
                              bench.append(10, "a"))));
      assertThat(reply).isInstanceOf(Reply.Ok.class);

      bench.sweep(NONE);

      bench.assertVisible("a", 1, 20);
      bench.assertAudited(dead[0], Verdict.RolledForward);
      bench.assertStands("a", 2, 2);
    }
  }

  /** Success is audited for an operation that recovery has just undone. */
  void rollbackFlipsForward() {
    try (PublishedTestGroup bench = bench("a", "b")) {
      OperationId dead =
          bench.dieAfter(
              Action.CommitTable, FIRST, WriterKind.Mutation, bench.append(10, "a", "b"));

      bench.sweepDyingAfter(step(Action.SweepRollBack, Action.SweepRestoreTable));
      bench.sweep(NONE);

      bench.assertVisible("a", 1);
      bench.assertVisible("b", 1);
      bench.assertAudited(dead, Verdict.RolledForward);
      bench.assertStands("a", 3, 3);
      bench.assertStands("b", 1, 1);
    }
  }

  /** Writer 1 was told ok; then its row is gone from table a, and still there in b. */
  void restoreBuriesLiveWriter() {
    try (PublishedTestGroup bench = bench("a", "b")) {
      StallableThread[] open = new StallableThread[1];
      Action stands = step(Action.SweepClassify, Action.SweepList);
      OnNthStep.Published starts =
          OnNthStep.at(
              Action.CommitTable,
              () ->
                  open[0] =
                      StallableThread.start(self -> bench.sweep(OnNthStep.at(stands, self::park))));
      Reply first = bench.write(FIRST, WriterKind.Mutation, bench.append(10, "a", "b"), starts);
      assertThat(first).isInstanceOf(Reply.Ok.class);
      bench.assertVisible("a", 1, 10);
      assertThat(open[0].hasParked()).isTrue();

      assertThat(open[0].finish())
          .hasValueSatisfying(
              failure ->
                  assertThat(failure)
                      .isInstanceOf(SweepFailedException.class)
                      .hasMessageContaining("SweepLoseRollBack"));
      Reply second = bench.write(SECOND, WriterKind.Mutation, bench.append(20, "a"), NONE);

      assertThat(second).isInstanceOf(Reply.Ok.class);
      bench.assertVisible("a", 1, 20);
      bench.assertVisible("b", 1, 10);
      bench.assertStands("a", 4, 4);
      bench.assertStands("b", 2, 2);
    }
  }

  /** Writer 1 was told ok; then its row is gone, without any error anywhere. */
  void publishWithoutExpected() {
    try (PublishedTestGroup bench = bench(Set.of(Fault.PublishWithoutExpected), "a")) {
      OnNthStep.Published writes =
          OnNthStep.at(
              Action.Enter,
              () ->
                  assertThat(bench.write(FIRST, WriterKind.Load, bench.append(10, "a"), NONE))
                      .isInstanceOf(Reply.Ok.class));
      Reply second = bench.write(SECOND, WriterKind.Load, bench.replace(20, "a"), writes);
      writes.assertFired();

      assertThat(second).isInstanceOf(Reply.Ok.class);
      bench.assertVisible("a", 20);
      bench.assertStands("a", 3, 3);
    }
  }

  /** The new schema stands over the old data. */
  void schemaPromotedDataRolledBack() {
    try (PublishedTestGroup bench = bench(Set.of(Fault.SchemaPromotedDataRolledBack), "a")) {
      OperationId dead =
          bench.dieAfter(
              Action.CommitTable,
              FIRST,
              WriterKind.SchemaApply,
              operation -> bench.append(10, "a").apply(operation.schema("n and more")));

      bench.sweepDyingAfter(step(Action.SweepPrePass, Action.SweepPromoteSchema));
      bench.sweep(NONE);

      bench.assertVisible("a", 1);
      bench.assertAudited(dead, Verdict.RolledBack);
      assertThat(bench.reader().view().promoted()).containsExactly(dead);
      bench.assertStands("a", 3, 3);
    }
  }

  /** A load that had entirely landed is undone. */
  void indexBuiltInsideCommit() {
    try (PublishedTestGroup bench = bench(Set.of(Fault.IndexBuiltInsideCommit), "a")) {
      OperationId dead =
          bench.dieAfter(
              Action.CommitTable, faulty ? 2 : 1, FIRST, WriterKind.Load, bench.append(10, "a"));

      bench.sweep(NONE);

      bench.assertVisible("a", 1);
      bench.assertAudited(dead, Verdict.RolledBack);
      bench.assertStands("a", 4, 4);
    }
  }

  /** The open fails because somebody else's write has just succeeded. */
  void listedThenGone() {
    try (PublishedTestGroup bench = bench(Set.of(Fault.ListedThenGone), "a")) {
      StallableThread[] open = new StallableThread[1];
      Reply reply =
          bench.write(
              FIRST,
              WriterKind.Mutation,
              bench.append(10, "a"),
              OnNthStep.at(
                  Action.Publish,
                  () ->
                      open[0] =
                          StallableThread.start(
                              self -> bench.sweep(OnNthStep.at(Action.SweepList, self::park)))));
      assertThat(reply).isInstanceOf(Reply.Ok.class);
      assertThat(open[0].hasParked()).isTrue();

      assertThat(open[0].finish())
          .hasValueSatisfying(
              failure ->
                  assertThat(failure)
                      .isInstanceOf(SweepFailedException.class)
                      .hasMessageContaining("SweepMissesSidecar"));
      bench.assertVisible("a", 1, 10);
      bench.assertStands("a", 2, 2);
    }
  }

  /** This root has a record of what it never ran, and the root that ran it lost its sidecar. */
  void foreignSidecar() throws IOException {
    try (PublishedTestGroup bench = bench(Set.of(Fault.ForeignSidecar), "a");
        PublishedTestGroup other = new PublishedTestGroup(beside(root), Set.of(), "a")) {
      OperationId stray =
          other.dieAfter(Action.CommitTable, FIRST, WriterKind.Mutation, other.append(10, "a"));
      move(stray, other.root(), bench.root());

      bench.sweep(NONE);

      bench.assertAudited(stray, Verdict.RolledBack);
      assertThat(bench.sidecars()).isEmpty();
      other.sweep(NONE);
      other.assertAudited(stray);
      other.assertVisible("a", 1);
      bench.assertStands("a", 1, 1);
    }
  }

  static Path beside(Path root) {
    return root.resolveSibling(root.getFileName() + "-other");
  }

  /** The sidecar of {@code operation} turns up in another root. */
  static void move(OperationId operation, Path from, Path to) throws IOException {
    Path folder = Files.createDirectories(to.resolve("__recovery"));
    Path file = Path.of("__recovery").resolve(operation + ".json");
    Files.move(from.resolve(file), folder.resolve(operation + ".json"));
  }

  /** A complete operation is lost, never seen by anybody, and audited as rolled forward. */
  void notHealFirst() {
    try (PublishedTestGroup bench = bench(Set.of(Fault.NotHealFirst), "a")) {
      StallableThread[] open = new StallableThread[1];
      OnNthStep.Published starts =
          OnNthStep.at(
              Action.ArmSidecar,
              () -> {
                bench.assertVisible("a", 1);
                open[0] =
                    StallableThread.start(
                        self -> bench.sweep(OnNthStep.at(Action.SweepClassify, self::park)));
              });
      OperationId dead;
      Reply second;
      // Its handle is opened first, since an open sweeps, whatever its writers do.
      try (PublishedGroup careless = bench.open(PublishedTestGroup.MERGED.withListener(starts))) {
        dead =
            bench.dieAfter(Action.CommitTable, FIRST, WriterKind.Mutation, bench.append(10, "a"));
        second = bench.write(careless, SECOND, WriterKind.Load, bench.replace(20, "a"));
      }
      assertThat(second).isInstanceOf(Reply.Ok.class);
      assertThat(open[0].hasParked()).isTrue();

      assertThat(open[0].finish()).isEmpty();

      bench.assertVisible("a", 20);
      bench.assertAudited(dead, Verdict.RolledForward);
      assertThat(bench.sidecars()).isEmpty();
      bench.assertStands("a", 3, 3);
    }
  }

  /** Success is audited, before it has written anything, for one that is then told it failed. */
  void retroactiveClaim() {
    try (PublishedTestGroup bench = bench("a")) {
      OnNthStep.Published commits =
          OnNthStep.at(
              Action.Enter,
              () ->
                  bench.dieAfter(
                      Action.CommitTable, SECOND, WriterKind.Mutation, bench.append(10, "a")));
      OnNthStep.Published sweeps =
          OnNthStep.at(step(Action.ArmSidecar, Action.Enter), () -> bench.sweep(NONE));
      Reply claimant =
          bench.write(FIRST, WriterKind.Mutation, bench.append(20, "a"), both(commits, sweeps));
      commits.assertFired();
      sweeps.assertFired();

      assertThat(claimant).isInstanceOf(Reply.Failed.class);
      bench.assertVisible("a", 1, 10);
      bench.assertAudited(claimant.operation(), Verdict.RolledForward);
      assertThat(bench.reader().view().manifest().committedBy()).contains(claimant.operation());
      bench.assertStands("a", 2, 3);
    }
  }

  /** Nobody may change the schema again, however often the root is opened. */
  void staleSchemaLock() {
    try (PublishedTestGroup bench = bench(Set.of(Fault.StaleSchemaLock), "a")) {
      bench.dieAfter(
          step(Action.LockSchema, Action.Enter),
          FIRST,
          WriterKind.SchemaApply,
          operation -> bench.append(10, "a").apply(operation.schema("n and more")));

      for (int i = 0; i < 2; i++) {
        bench.sweep(NONE);
        assertThatThrownBy(
                () ->
                    bench.write(
                        SECOND,
                        WriterKind.SchemaApply,
                        operation -> bench.append(20, "a").apply(operation.schema("n or less")),
                        NONE))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("locked");
      }
      bench.assertVisible("a", 1);
      bench.assertStands("a", 1, 1);
    }
  }
}
