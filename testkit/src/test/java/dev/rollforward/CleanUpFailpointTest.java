package dev.rollforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollforward.CleanUpPlan.Kind;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.CleanUpFailpoint;
import dev.rollforward.failpoint.Effect;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.failpoint.Halt;
import dev.rollforward.lance.ChildJvm;
import dev.rollforward.store.contract.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A clean-up that has everything to delete, and ends at any of its steps, by SIGKILL too. */
class CleanUpFailpointTest {
  private static final Retention NEWEST =
      Retention.ofAWeek()
          .acceptingFailingReaders()
          .age(Duration.ZERO)
          .staged(Duration.ZERO)
          .expiringAudits();
  private static final OpenOptions AT_ONCE =
      OpenOptions.builder().recovery(RecoveryPolicy.FULL).patience(Duration.ZERO).build();

  @TempDir private static Path folder;
  private static OperationId aborted;
  private static OperationId committed;
  private static int copies;

  private Path root;

  /** A clean-up that stops at a step until it is killed. */
  public static final class Child {
    private Child() {}

    /** Its arguments are the root and the step. */
    public static void main(String[] arguments) throws IOException {
      Effect stops =
          Effect.callback(
              () -> {
                System.out.println("there");
                try {
                  System.in.read();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      try (Activation active =
              Failpoints.activate(CleanUpFailpoint.valueOf(arguments[1]), 1, stops);
          TableGroup group = TableGroup.open(Path.of(arguments[0]))) {
        group.maintenance().cleanUp(NEWEST);
        System.out.println("passed " + active.fired());
      }
    }
  }

  /** Two appends, one of them aborted, some more, and rows that are staged and forgotten. */
  @BeforeAll
  static void everythingToDelete() {
    try (BufferAllocator memory = new RootAllocator();
        TableGroup group = TableGroup.openOrCreate(folder.resolve("template"), AT_ONCE)) {
      commit(
          group
              .begin()
              .create("a", NumberRows.of(memory, 1))
              .create("b", NumberRows.of(memory, 1)));
      aborted = CleanUpTest.dieAfterTheFirstTable(append(memory, group.begin()));
      group.recover();
      committed = OperationId.random();
      commit(append(memory, group.begin(committed)));
      commit(append(memory, group.begin()));
      group.begin().append("b", NumberRows.of(memory, 5));
    }
  }

  private static Transaction append(BufferAllocator memory, Transaction to) {
    return to.append("a", NumberRows.of(memory, 2)).append("b", NumberRows.of(memory, 2));
  }

  private static void commit(Transaction transaction) {
    assertThat(transaction.commit()).isInstanceOf(CommitResult.Committed.class);
  }

  @BeforeEach
  void copied() throws IOException {
    root = Tree.copy(folder.resolve("template"), folder.resolve("copy-" + copies++));
  }

  @ParameterizedTest
  @EnumSource(CleanUpFailpoint.class)
  void itEndsAnywhereAndTheNextOneGoesOn(CleanUpFailpoint failpoint) {
    try (Activation halts = Failpoints.activate(failpoint, 1, Effect.halt());
        TableGroup group = TableGroup.open(root, AT_ONCE)) {
      assertThatThrownBy(() -> group.maintenance().cleanUp(NEWEST)).isInstanceOf(Halt.class);
      assertThat(halts.fired()).isEqualTo(1);
    }

    assertOthersGoOn();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AfterCleanUpRecord",
        "AfterCleanUpVersion",
        "BeforeCleanUpFile",
        "AfterCleanUpManifest"
      })
  void itIsKilledAndTheNextOneGoesOn(String failpoint) throws IOException {
    try (ChildJvm child = ChildJvm.start(Child.class, root.toString(), failpoint)) {
      assertThat(child.hear()).isEqualTo("there");
      child.kill();
    }

    assertOthersGoOn();
  }

  private void assertOthersGoOn() {
    try (BufferAllocator memory = new RootAllocator();
        TableGroup group = TableGroup.open(root, AT_ONCE)) {
      assertRows(group, 3);
      commit(append(memory, group.begin()));
      group.maintenance().cleanUp(NEWEST);
      assertThat(group.maintenance().plan(NEWEST).items()).isEmpty();
      assertRows(group, 4);
      assertThat(group.maintenance().verify(true).isSound()).isTrue();
      assertThat(group.inspect().audits()).isEmpty();
    }
  }

  private static void assertRows(TableGroup group, long rows) {
    try (Snapshot now = group.snapshot()) {
      for (String table : List.of("a", "b")) {
        try (TableReader reader = now.read(table)) {
          assertThat(CleanUpCrashTest.read(reader)).isEqualTo(rows);
        }
      }
    }
  }

  /** Each step is reported once it has taken effect, in the order of the model. */
  @Test
  void everyStepIsAnEvent() {
    List<CleanUpEvent> events = new ArrayList<>();
    ProtocolListener listens =
        new ProtocolListener() {
          @Override
          public void onStep(ProtocolEvent event) {}

          @Override
          public void onCleanUp(CleanUpEvent event) {
            events.add(event);
          }
        };
    try (TableGroup heard = TableGroup.open(root, AT_ONCE.toBuilder().listener(listens).build())) {
      CleanUpPlan done = heard.maintenance().cleanUp(NEWEST);

      assertThat(events.stream().map(CleanUpEvent::action).distinct())
          .containsExactly(CleanUpAction.values());
      assertThat(events.stream().flatMap(event -> event.item().stream()))
          .containsExactlyInAnyOrderElementsOf(done.items());
    }
  }

  /** They answer for an id until the history goes that it belongs to. */
  @Test
  void auditsExpireOnlyIfToldSo() {
    try (TableGroup group = TableGroup.open(root, AT_ONCE)) {
      Retention keeping = Retention.ofAWeek().acceptingFailingReaders().age(Duration.ZERO);
      group.maintenance().cleanUp(keeping);
      assertThat(group.resolve(aborted)).isEqualTo(Resolution.ABORTED);
      assertThat(group.resolve(committed)).isEqualTo(Resolution.COMMITTED);

      Set<Kind> gone =
          group.maintenance().cleanUp(keeping.expiringAudits()).items().stream()
              .map(CleanUpPlan.Item::kind)
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));

      assertThat(gone).containsExactly(Kind.AUDIT);
      assertThat(group.resolve(aborted)).isEqualTo(Resolution.UNRECORDED);
      assertThat(group.resolve(committed)).isEqualTo(Resolution.UNRECORDED);
    }
  }
}
