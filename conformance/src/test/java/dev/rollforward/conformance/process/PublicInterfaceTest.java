package dev.rollforward.conformance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.Action;
import dev.rollforward.CommitResult.Committed;
import dev.rollforward.OpenOptions;
import dev.rollforward.OperationId;
import dev.rollforward.RecoveryPolicy;
import dev.rollforward.StoreException;
import dev.rollforward.TableGroup;
import dev.rollforward.Transaction;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import dev.rollforward.failpoint.Rendezvous;
import dev.rollforward.testkit.OperationRows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Failpoints reached through {@link TableGroup}, on real tables in this JVM: a step of its writer,
 * or of each way in which it recovers, fails or halts. Then every invariant is evaluated.
 */
class PublicInterfaceTest {
  private static final OpenOptions PATIENT =
      OpenOptions.builder()
          .recovery(RecoveryPolicy.FULL)
          .patience(Duration.ofHours(1))
          .retries(0)
          .build();

  @TempDir Path folder;
  private int roots;

  /** What happens at a failpoint. */
  private enum FailureMode {
    Refused(Effect.error(() -> new StoreException("refused at a failpoint", null))),
    Unanswered(
        Effect.error(() -> new StoreException.OutcomeUnknown("unanswered at a failpoint", null))),
    Halted(Effect.halt());

    private final Effect effect;

    FailureMode(Effect effect) {
      this.effect = effect;
    }
  }

  /** How a group comes to recover an operation that is left, and whether it may roll it back. */
  private enum WriterScenario {
    /** By an open that waits for nobody. */
    Opens(true),
    /** By an open that waits: as long as it does, it rolls forward only. */
    OpensPatiently(false),
    /** By being asked to. */
    Recovers(true),
    /** By a writer whom it is in the way of. */
    Helps(true);

    private final boolean rollsBack;

    WriterScenario(boolean rollsBack) {
      this.rollsBack = rollsBack;
    }

    /** A writer knows whom it helps, and lists nothing. */
    boolean reaches(Failpoint failpoint) {
      return this != Helps || failpoint.action() != Action.SweepListSidecars;
    }
  }

  private static final Set<Action> WRITER =
      EnumSet.of(
          Action.ReadManifest,
          Action.PrepareTable,
          Action.ArmSidecar,
          Action.CommitTable,
          Action.Publish,
          Action.DeleteSidecar);

  private static List<Failpoint> of(Set<Action> actions) {
    return Stream.of(Failpoint.values()).filter(f -> actions.contains(f.action())).toList();
  }

  private RootObserver newRoot() {
    return new RootObserver(folder.resolve("root-" + ++roots), "a", "b");
  }

  @ParameterizedTest
  @EnumSource(FailureMode.class)
  void aStepOfAnOperationFails(FailureMode how) {
    List<Failpoint> failpoints = of(WRITER);
    assertThat(failpoints).hasSize(2 * WRITER.size());
    for (Failpoint failpoint : failpoints) {
      try (RootObserver root = newRoot()) {
        StopPoint last = StopPoint.at(failpoint, failpoint.action() == Action.CommitTable ? 2 : 1);
        boolean halted = false;
        try {
          root.performHere(last, how.effect, WorkerTask.Append, "a", "b");
        } catch (Halt halt) {
          halted = true;
        }
        assertThat(halted).as("halted at %s", failpoint).isEqualTo(how == FailureMode.Halted);
        root.assertSound();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(WriterScenario.class)
  void aStepOfARecoveryFails(WriterScenario way) {
    Set<Action> forward = EnumSet.range(Action.SweepListSidecars, Action.SweepDeleteSidecar);
    forward.removeAll(EnumSet.of(Action.SweepRollBack, Action.SweepFenceTable));
    Set<Action> back = EnumSet.range(Action.SweepListSidecars, Action.SweepDeleteSidecar);
    back.remove(Action.SweepRollForward);
    Set<FailureMode> ends =
        way == WriterScenario.Opens
            ? EnumSet.allOf(FailureMode.class)
            : EnumSet.of(FailureMode.Refused);
    for (FailureMode how : ends) {
      of(forward).forEach(failpoint -> recoveryFails(way, 2, failpoint, how));
      if (way.rollsBack) {
        of(back).forEach(failpoint -> recoveryFails(way, 1, failpoint, how));
      }
    }
  }

  private void recoveryFails(
      WriterScenario way, int commits, Failpoint failpoint, FailureMode how) {
    if (!way.reaches(failpoint)) {
      return;
    }
    try (RootObserver root = newRoot()) {
      String failure = failure(root, way, commits, failpoint, how);
      assertThat(failure)
          .as("%s at %s", how, failpoint)
          .contains(how == FailureMode.Halted ? "halted at" : "at a failpoint");
      root.assertSound();
    }
  }

  /** How the failure came to the caller's notice. */
  private static String failure(
      RootObserver root, WriterScenario way, int commits, Failpoint failpoint, FailureMode how) {
    OpenOptions options = way == WriterScenario.OpensPatiently ? PATIENT : ShippedTasks.AT_ONCE;
    boolean opensFirst = way == WriterScenario.Recovers || way == WriterScenario.Helps;
    try (TableGroup early = opensFirst ? TableGroup.open(root.root(), options) : null) {
      root.haltedWriter(Failpoint.AfterCommitTable, commits, "a", "b");
      try (Activation failing = Failpoints.activate(failpoint, 1, how.effect)) {
        return switch (way) {
              case Opens, OpensPatiently -> opened(root, options);
              case Recovers -> early.recover().problems().toString();
              case Helps -> appended(early, root);
            }
            + (failing.fired() == 1 ? "" : " and it fired " + failing.fired() + " times");
      } catch (Halt | StoreException failure) {
        return failure.getMessage();
      }
    }
  }

  private static String opened(RootObserver root, OpenOptions options) {
    try (TableGroup group = TableGroup.open(root.root(), options)) {
      return group.openReport().problems().toString();
    }
  }

  private static String appended(TableGroup group, RootObserver root) {
    try (BufferAllocator allocator = new RootAllocator()) {
      Transaction operation = group.begin();
      operation.append("a", OperationRows.reader(allocator, List.of(operation.id())));
      return "it was not disturbed: " + operation.commit();
    }
  }

  /** As long as an open waits it looks again and again, and leaves the rest to the owner. */
  @Test
  void aPatientOpenLeavesALiveWriterAlone() throws Exception {
    try (RootObserver root = newRoot()) {
      FutureTask<WorkerMessage> writer =
          new FutureTask<>(() -> root.performHere(WorkerTask.Append, "a", "b"));
      List<Failpoint> passed = new ArrayList<>();
      try (Rendezvous parked = Failpoints.rendezvous(Failpoint.AfterCommitTable)) {
        new Thread(writer, "writer").start();
        parked.awaitReached();
        Effect ownerGoesOn =
            name -> {
              passed.add((Failpoint) name);
              parked.release();
              end(writer);
            };
        try (Activation classified =
            Failpoints.activate(Failpoint.AfterSweepClassify, 2, ownerGoesOn)) {
          assertThat(opened(root, PATIENT)).isEqualTo("[]");
        }
      }

      OperationId operation = writer.get().told().operation();
      assertThat(passed).containsExactly(Failpoint.AfterSweepClassify);
      assertThat(writer.get().told()).isInstanceOf(Committed.class);
      assertThat(root.audits()).isEmpty();
      assertThat(root.visible("a")).containsExactly(operation);
      root.assertSound();
    }
  }

  private static void end(FutureTask<WorkerMessage> writer) {
    try {
      writer.get(1, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new AssertionError("the writer did not end", e);
    }
  }
}
