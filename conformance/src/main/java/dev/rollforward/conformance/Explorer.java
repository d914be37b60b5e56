package dev.rollforward.conformance;

import static dev.rollforward.conformance.Schedule.Process.SWEEP;
import static dev.rollforward.conformance.Schedule.Process.WRITER_1;
import static dev.rollforward.conformance.Schedule.Process.WRITER_2;
import static dev.rollforward.conformance.Schedule.dies;
import static dev.rollforward.conformance.Schedule.runs;
import static dev.rollforward.conformance.Schedule.stalls;

import dev.rollforward.ProtocolListener;
import dev.rollforward.engine.Stores;
import dev.rollforward.testkit.Network;
import dev.rollforward.testkit.TestStores;
import dev.rollforward.trace.TraceFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Runs schedules exhaustively, over all steps at which their processes can halt: every step of the
 * first process, for each of these every step of the second, and so on.
 */
public final class Explorer {
  /** One process halts at any step: each schedule takes a few dozen runs. */
  public static final List<Schedule> SHALLOW =
      List.of(
          Schedule.of(dies(WRITER_1), runs(SWEEP), runs(WRITER_2)),
          Schedule.of(dies(WRITER_1), runs(WRITER_2)),
          Schedule.of(stalls(WRITER_1, runs(SWEEP))),
          Schedule.of(stalls(WRITER_1, runs(WRITER_2))),
          Schedule.of(stalls(WRITER_1, runs(SWEEP), runs(WRITER_2))));

  /**
   * Two or three processes halt, one while the other does: each schedule takes hundreds of runs.
   */
  public static final List<Schedule> DEEP =
      List.of(
          Schedule.of(stalls(WRITER_1, stalls(WRITER_2, runs(SWEEP)))),
          Schedule.of(stalls(WRITER_1, dies(WRITER_2)), runs(SWEEP)),
          Schedule.of(stalls(WRITER_1, dies(WRITER_2), runs(SWEEP))),
          Schedule.of(stalls(WRITER_1, dies(SWEEP), runs(SWEEP))),
          Schedule.of(stalls(WRITER_1, stalls(SWEEP, runs(WRITER_2)))),
          Schedule.of(dies(WRITER_1), stalls(SWEEP, runs(SWEEP), runs(WRITER_2))),
          Schedule.of(dies(WRITER_1), stalls(SWEEP, stalls(SWEEP, runs(WRITER_2)))),
          Schedule.of(stalls(WRITER_1, stalls(SWEEP, runs(SWEEP)), runs(WRITER_2))),
          Schedule.of(stalls(WRITER_1, stalls(WRITER_2, stalls(SWEEP, runs(SWEEP))))));

  private final Supplier<TestStores> newStores;
  private final UnaryOperator<Stores> fault;
  private final Supplier<? extends Network> networks;
  private final Predicate<Result> goOn;
  private Optional<TraceFile> trace = Optional.empty();
  private int plays;
  private boolean stopped;

  /**
   * @param newStores makes empty stores for each run
   * @param fault plants a fault into its stores; the identity for none
   * @param goOn is called with the result so far after each run, and returns whether to continue
   */
  public Explorer(
      Supplier<TestStores> newStores, UnaryOperator<Stores> fault, Predicate<Result> goOn) {
    this(newStores, fault, () -> Network.DIRECT, goOn);
  }

  /**
   * @param newStores makes empty stores for each run
   * @param fault plants a fault into its stores; the identity for none
   * @param networks makes a network for each run, which may lose answers
   * @param goOn is called with the result so far after each run, and returns whether to continue
   */
  public Explorer(
      Supplier<TestStores> newStores,
      UnaryOperator<Stores> fault,
      Supplier<? extends Network> networks,
      Predicate<Result> goOn) {
    this.newStores = newStores;
    this.fault = fault;
    this.networks = networks;
    this.goOn = goOn;
  }

  /** Traces every run, as a group of its own. */
  public Explorer tracedBy(TraceFile file) {
    trace = Optional.of(file);
    return this;
  }

  /**
   * The result of an exploration.
   *
   * @param plays how many times a schedule was run
   * @param violations in order of discovery
   * @param windows how often a process was halted at each place
   */
  public record Result(int plays, List<Violation> violations, Map<CrashWindow, Integer> windows) {
    private static final Result NOTHING = new Result(0, List.of(), Map.of());

    /** Copies both. */
    public Result {
      violations = List.copyOf(violations);
      windows = Collections.unmodifiableMap(new TreeMap<>(windows));
    }

    Result and(Result other) {
      List<Violation> both = new ArrayList<>(violations);
      both.addAll(other.violations);
      Map<CrashWindow, Integer> all = new TreeMap<>(windows);
      other.windows.forEach((window, times) -> all.merge(window, times, Integer::sum));
      return new Result(plays + other.plays, both, all);
    }
  }

  /** Runs all of {@code schedules} in all of {@code scenarios}, unless stopped. */
  public Result explore(List<Scenario> scenarios, List<Schedule> schedules) {
    Result result = Result.NOTHING;
    stopped = false;
    for (Scenario scenario : scenarios) {
      for (Schedule schedule : schedules) {
        result = stopped ? result : explore(scenario, schedule, result);
      }
    }
    return result;
  }

  private Result explore(Scenario scenario, Schedule schedule, Result before) {
    Result result = before;
    int[] steps = new int[schedule.halting().size()];
    Arrays.fill(steps, 1);
    boolean more = true;
    while (more) {
      ScheduleRun play = play(scenario, schedule, steps);
      result = result.and(new Result(1, play.violations(), play.windows()));
      stopped = !goOn.test(result);
      more = !stopped && advance(steps, play.reached());
    }
    return result;
  }

  private ScheduleRun play(Scenario scenario, Schedule schedule, int[] steps) {
    trace.ifPresent(file -> file.begin(nameOf(scenario, schedule, steps)));
    try (TestStores testStores = newStores.get()) {
      return new ScheduleRun(
          scenario, testStores, fault, networks.get(), this::listener, schedule, steps);
    }
  }

  private ProtocolListener listener(String process) {
    return trace.map(file -> file.as(process)).orElse(ProtocolListener.NONE);
  }

  /** Unique among the runs of this explorer. */
  private String nameOf(Scenario scenario, Schedule schedule, int[] steps) {
    return "play %s: %s, %s, halting after %s"
        .formatted(++plays, scenario, schedule, Arrays.toString(steps));
  }

  /**
   * The next combination: the innermost step that was reached moves on; one that was not reached is
   * past its process's end, so the one around it moves on. False when the outermost is past its
   * end.
   */
  private static boolean advance(int[] steps, boolean[] reached) {
    int unreached = 0;
    while (unreached < reached.length && reached[unreached]) {
      unreached++;
    }
    if (unreached == 0) {
      return false;
    }
    steps[unreached - 1]++;
    Arrays.fill(steps, unreached, steps.length, 1);
    return true;
  }
}
