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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A clean-up that has everything to delete, and ends at any of its steps, by SIGKILL too. */
class CleanUpFailpointTest extends TwoLanceTables {
  private static final Retention NEWEST =
      new Retention(1, Duration.ZERO, true).staged(Duration.ZERO).expiringAudits();
  private static final OpenOptions AT_ONCE =
      OpenOptions.builder().recovery(RecoveryPolicy.FULL).patience(Duration.ZERO).build();

  private final List<CleanUpEvent> events = new ArrayList<>();
  private OperationId aborted;
  private OperationId committed;

  CleanUpFailpointTest() {
    super(AT_ONCE);
  }

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
  @BeforeEach
  void everythingToDelete() {
    aborted =
        CleanUpTest.dieAfterTheFirstTable(
            group.begin().append("a", numbers(2)).append("b", numbers(2)));
    group.recover();
    committed = OperationId.random();
    commit(group.begin(committed).append("a", numbers(3)).append("b", numbers(3)));
    commit(group.begin().append("a", numbers(4)).append("b", numbers(4)));
    group.begin().append("b", numbers(5));
  }

  @ParameterizedTest
  @EnumSource(CleanUpFailpoint.class)
  void itEndsAnywhereAndTheNextOneGoesOn(CleanUpFailpoint failpoint) {
    try (Activation halts = Failpoints.activate(failpoint, 1, Effect.halt())) {
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
    assertRows(3);
    commit(group.begin().append("a", numbers(6)).append("b", numbers(6)));
    assertRows(4);
    group.maintenance().cleanUp(NEWEST);
    assertThat(group.maintenance().plan(NEWEST).items()).isEmpty();
    assertRows(4);
    assertThat(group.maintenance().verify(true).isSound()).isTrue();
    assertThat(group.inspect().audits()).isEmpty();
  }

  private void assertRows(long rows) {
    try (TableGroup other = TableGroup.open(root, AT_ONCE);
        Snapshot now = other.snapshot()) {
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
  void auditsExpireOnlyIfToldSo() throws IOException {
    Retention keeping = new Retention(1, Duration.ZERO, true);
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
