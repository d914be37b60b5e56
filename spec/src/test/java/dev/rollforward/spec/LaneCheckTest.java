package dev.rollforward.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks whole selections with TLC itself. */
@Timeout(60)
class LaneCheckTest {
  @TempDir Path workspace;

  private final Queue<String> events = new ConcurrentLinkedQueue<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final LaneListener recorder =
      new LaneListener() {
        @Override
        public void started(String name) {
          events.add("started " + name);
          begun.countDown();
        }

        @Override
        public void finished(Outcome outcome) {
          events.add(outcome.verdict().label() + " " + outcome.name());
        }
      };

  @AfterEach
  void leavesNothingBehind() throws IOException {
    try (var left = Files.list(workspace)) {
      assertThat(left).isEmpty();
    }
  }

  private LaneOptions options() {
    TlcOptions tlc = TlcOptions.defaults().withHeapMegabytes(128);
    return new LaneOptions(workspace, tlc.withWorkers(2), tlc, 2);
  }

  private LaneReport check(Selection selection) {
    return new LaneCheck(Toy.files(), options()).run(selection, recorder);
  }

  private static Selection.Injection fault(
      String name, String breaks, Fault.Kind kind, int maxLength, Map<String, String> overrides) {
    Fault fault =
        new Fault(
            name, "climb", overrides, List.of(Lane.SMOKE), breaks, kind, "sentence", maxLength);
    return new Selection.Injection(fault, Toy.CLIMB);
  }

  private static Model expecting(Band distinct, Band depth) {
    Model m = Toy.CLIMB;
    return new Model(
        "climb",
        m.module(),
        m.lanes(),
        m.sentence(),
        m.constants(),
        null,
        null,
        null,
        m.specification(),
        m.invariants(),
        List.of(),
        m.deadlock(),
        new Expectation(distinct, depth));
  }

  @Test
  void aGoodLaneHolds() {
    LaneReport report = check(Toy.files().manifest().lane(Lane.SMOKE));
    assertThat(report.outcomes())
        .extracting(Outcome::explain)
        .containsExactly(
            "held: explored 10 distinct states to depth 4",
            "caught by Bounded in 5 states",
            "caught by Climbs in 3 states",
            "caught by ReachesMax in 2 states");
    assertThat(report.verdict()).isEqualTo(Verdict.HELD);
    assertThat(report.verdict().exitCode()).isZero();
    assertThat(events)
        .startsWith("started climb", "held climb")
        .contains("started Leap", "held Leap", "started Slip", "held Slip")
        .hasSize(8);
  }

  @Test
  void aFaultThatNothingCatchesOrAnotherPropertyCatchesIsRed() {
    LaneReport report =
        check(
            new Selection(
                "bad faults",
                List.of(),
                List.of(
                    fault("more", "Bounded", Fault.Kind.INVARIANT, 9, Map.of("Max", "4")),
                    fault("garbled", "Climbs", Fault.Kind.PROPERTY, 9, Map.of("Garble", "TRUE")),
                    fault("late", "Climbs", Fault.Kind.PROPERTY, 2, Map.of("Leap", "TRUE")))));
    assertThat(report.faults())
        .extracting(FaultOutcome::explain)
        .containsExactly(
            "not caught by Bounded: it held in all of 15 distinct states",
            "not caught by Climbs: TypeOK broke instead",
            "not caught: Climbs breaks only after 3 states, which is more than 2");
    assertThat(report.faults()).allMatch(outcome -> outcome.verdict() == Verdict.VIOLATED);
    assertThat(report.verdict().exitCode()).isEqualTo(1);
  }

  @Test
  void aModelOutsideItsBandsIsRed() {
    Model small = expecting(new Band(11, 20), new Band(4, 4));
    Model shallow = expecting(new Band(10, 10), new Band(5, 9));
    LaneReport report = check(new Selection("bands", List.of(small, shallow), List.of()));
    assertThat(report.models()).noneMatch(ModelOutcome::bandsOk);
    assertThat(report.models().get(0).explain())
        .isEqualTo(
            "explored 10 distinct states to depth 4, which should be 11 to 20 states"
                + " and depth 4 to 4");
    assertThat(report.models()).allMatch(outcome -> outcome.verdict() == Verdict.VIOLATED);
  }

  @Test
  void aViolatedModelIsRed() {
    Model broken = Toy.counter(List.of("TypeOK", "NeverTwo"), List.of());
    LaneReport report = check(new Selection("broken", List.of(broken), List.of()));
    assertThat(report.models().get(0).explain()).isEqualTo("NeverTwo is violated after 3 states");
    assertThat(report.verdict()).isEqualTo(Verdict.VIOLATED);
  }

  @Test
  void nothingToCheckIsNoSuccess() {
    assertThat(check(Toy.files().manifest().lane(Lane.EXHAUSTIVE)).verdict())
        .isEqualTo(Verdict.USAGE);
  }

  @Test
  void anInterruptLeavesTheRestUnfinished() throws Exception {
    List<Selection.Injection> faults = Toy.files().manifest().lane(Lane.SMOKE).faults();
    FutureTask<LaneReport> task =
        new FutureTask<>(
            () -> check(new Selection("cut", List.of(Toy.trouble("endless")), faults)));
    Thread thread = new Thread(task);
    thread.start();
    begun.await();
    thread.interrupt();
    LaneReport report = task.get();
    assertThat(report.outcomes()).hasSize(4);
    assertThat(report.outcomes()).allMatch(outcome -> outcome.verdict() == Verdict.UNKNOWN);
    assertThat(report.verdict().exitCode()).isEqualTo(3);
  }

  @Test
  void whatAListenerThrowsReachesTheCaller() {
    LaneListener failing =
        new LaneListener() {
          @Override
          public void finished(Outcome outcome) {
            throw new IllegalStateException("cannot print " + outcome.name());
          }
        };
    Selection faults =
        new Selection(
            "faults", List.of(), Toy.files().manifest().lane(Lane.SMOKE).faults().subList(0, 1));
    assertThatThrownBy(() -> new LaneCheck(Toy.files(), options()).run(faults, failing))
        .hasMessage("cannot print Overshoot");
  }
}
