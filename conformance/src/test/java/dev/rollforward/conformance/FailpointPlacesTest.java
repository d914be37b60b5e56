package dev.rollforward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.Action;
import dev.rollforward.ProtocolEvent;
import dev.rollforward.conformance.RecordingStores.Call;
import dev.rollforward.failpoint.Activation;
import dev.rollforward.failpoint.Failpoint;
import dev.rollforward.failpoint.Failpoint.Side;
import dev.rollforward.failpoint.Failpoints;
import dev.rollforward.testkit.MemoryTestStores;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each failpoint is where the spec puts its action: right beside the store call, before the event.
 */
class FailpointPlacesTest {
  /** The actions whose effect a store call can be. */
  private static final Map<String, Set<Action>> EFFECTS =
      Map.of(
          "ManifestStore.create",
          EnumSet.of(Action.Publish, Action.SweepRollForward, Action.SweepRollBack),
          "SidecarStore.create",
          EnumSet.of(Action.ArmSidecar),
          "SidecarStore.delete",
          EnumSet.of(Action.DeleteSidecar, Action.SweepDeleteSidecar),
          "AuditStore.create",
          EnumSet.of(Action.SweepAudit),
          "TableStore.commit",
          EnumSet.of(Action.CommitTable),
          "TableStore.restore",
          EnumSet.of(Action.RepairTable, Action.SweepFenceTable));

  /** Store calls, failpoints and events, as they came, by process. */
  private static final class Log {
    private final List<Object> entries = new ArrayList<>();
    private final Map<Integer, List<Object>> byProcess = new TreeMap<>();
    private FailpointHarness harness;

    /** Not during set-up. */
    void add(Object entry) {
      if (harness != null) {
        entries.add(entry);
        byProcess.computeIfAbsent(harness.running(), process -> new ArrayList<>()).add(entry);
      }
    }
  }

  private static Log logOf(WriterScenario way, boolean withFailpoints) {
    Log log = new Log();
    try (FailpointHarness harness =
        new FailpointHarness(
            new MemoryTestStores(),
            false,
            UnaryOperator.identity(),
            stores -> RecordingStores.around(stores, log::add),
            log::add)) {
      List<Activation> activations = withFailpoints ? activateAll(log) : List.of();
      try {
        way.before(harness);
        log.harness = harness;
        way.run(harness);
        log.harness = null;
        harness.settle();
      } finally {
        activations.forEach(Activation::close);
      }
      assertThat(harness.violations()).isEmpty();
    }
    return log;
  }

  private static List<Activation> activateAll(Log log) {
    List<Activation> activations = new ArrayList<>();
    for (Failpoint failpoint : Failpoint.values()) {
      activations.add(Failpoints.activate(failpoint, log::add).mayNotFire());
    }
    return activations;
  }

  @ParameterizedTest
  @EnumSource(WriterScenario.class)
  void anEffectHasItsActionsFailpointsOnBothSides(WriterScenario way) {
    logOf(way, true).byProcess.values().forEach(FailpointPlacesTest::assertBothSides);
  }

  private static void assertBothSides(List<Object> log) {
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i) instanceof Call call && hasEffect(call)) {
        Failpoint before = neighbour(log, i, -1);
        Failpoint after = neighbour(log, i, 1);
        assertThat(EFFECTS.get(call.name())).as("action of %s", call).contains(before.action());
        assertThat(before.side()).as("%s before %s", before, call).isEqualTo(Side.BEFORE);
        assertThat(after.side()).as("%s after %s", after, call).isEqualTo(Side.AFTER);
        assertThat(after.action()).isEqualTo(before.action());
      }
    }
  }

  private static boolean hasEffect(Call call) {
    return EFFECTS.containsKey(call.name()) && !call.result().equals("EXISTS");
  }

  private static Failpoint neighbour(List<Object> log, int from, int direction) {
    int at = from + direction;
    while (!(log.get(at) instanceof Failpoint)) {
      at += direction;
    }
    return (Failpoint) log.get(at);
  }

  @ParameterizedTest
  @EnumSource(WriterScenario.class)
  void anEventFollowsTheFailpointAfterItsAction(WriterScenario way) {
    logOf(way, true).byProcess.values().forEach(FailpointPlacesTest::assertEventsFollow);
  }

  private static void assertEventsFollow(List<Object> log) {
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i) instanceof ProtocolEvent event) {
        Object last = log.get(i - 1);
        assertThat(last.equals(after(event.action())) || isInsteadOf(last, event))
            .as("%s before event %s", last, event)
            .isTrue();
      }
    }
  }

  private static Failpoint after(Action action) {
    return Failpoint.valueOf("After" + action);
  }

  /** An unanswered call is read back instead; one listing finds several sidecars. */
  private static boolean isInsteadOf(Object last, ProtocolEvent event) {
    Map<Action, Action> instead =
        Map.of(
            Action.ArmSidecar, Action.ReadBackSidecar,
            Action.CommitTable, Action.ReadBackTable,
            Action.SweepListSidecars, Action.SweepListSidecars);
    return last instanceof ProtocolEvent other && other.action() == instead.get(event.action());
  }

  @Test
  void theWaysPassEveryFailpoint() {
    Set<Failpoint> passed = EnumSet.noneOf(Failpoint.class);
    for (WriterScenario way : WriterScenario.values()) {
      logOf(way, true).entries.stream()
          .filter(Failpoint.class::isInstance)
          .forEach(failpoint -> passed.add((Failpoint) failpoint));
    }

    assertThat(passed).containsExactly(Failpoint.values());
  }

  /** Looking on changes nothing, and nor do failpoints that are off. */
  @ParameterizedTest
  @EnumSource(WriterScenario.class)
  void theStoreCallsAreTheSameWithAndWithoutThem(WriterScenario way) {
    List<Object> on = logOf(way, true).entries;
    on.removeIf(Failpoint.class::isInstance);

    assertThat(repeatable(on)).isNotEmpty().isEqualTo(repeatable(logOf(way, false).entries));
  }

  /** Without what differs from run to run: transactions' uuids, and times. */
  private static List<String> repeatable(List<Object> log) {
    return log.stream()
        .map(
            entry ->
                entry
                    .toString()
                    .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uuid>")
                    .replaceAll("time=[^,]+", "time=<time>"))
        .toList();
  }
}
