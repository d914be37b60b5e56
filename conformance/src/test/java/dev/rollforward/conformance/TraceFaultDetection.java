package dev.rollforward.conformance;

import dev.rollforward.conformance.trace.GroupTrace;
import dev.rollforward.conformance.trace.TraceCheck;
import dev.rollforward.conformance.trace.TraceReader;
import dev.rollforward.conformance.trace.TraceVerdict;
import dev.rollforward.engine.Stores;
import dev.rollforward.testkit.MemoryTestStores;
import dev.rollforward.testkit.PlantedFault;
import dev.rollforward.trace.TraceFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Has TLC follow the traces of schedules, with a fault planted or not. */
final class TraceFaultDetection {
  private static final int PLAYS_AT_A_TIME = 60;
  private static final int PLAYS = 600;

  private final Path folder;

  /**
   * @param folder an existing one, for the traces
   */
  TraceFaultDetection(Path folder) {
    this.folder = folder;
  }

  /** The outcome of a search. */
  sealed interface Outcome {
    /** A trace was rejected. */
    record Caught(TraceVerdict.Rejected by) implements Outcome {}

    /** Every trace was accepted. */
    record Survived() implements Outcome {}

    /** No Java code has this fault. */
    record NotApplicable() implements Outcome {}
  }

  /** Whether traces of the code with {@code fault} of the spec planted are rejected. */
  Outcome hunt(String fault) {
    Optional<PlantedFault> planted =
        Arrays.stream(PlantedFault.values()).filter(f -> f.name().equals(fault)).findFirst();
    if (planted.isEmpty()) {
      return new Outcome.NotApplicable();
    }
    List<GroupTrace> traces = traces(planted.get().plant(), PLAYS);
    for (int from = 0; from < traces.size(); from += PLAYS_AT_A_TIME) {
      Optional<TraceVerdict.Rejected> rejected =
          check(traces.subList(from, Math.min(traces.size(), from + PLAYS_AT_A_TIME))).stream()
              .filter(TraceVerdict.Rejected.class::isInstance)
              .map(TraceVerdict.Rejected.class::cast)
              .findFirst();
      if (rejected.isPresent()) {
        return new Outcome.Caught(rejected.get());
      }
    }
    return new Outcome.Survived();
  }

  /** The traces of some runs, those with few processes first. */
  List<GroupTrace> traces(UnaryOperator<Stores> fault, int plays) {
    Path file = folder.resolve("plays-" + UUID.randomUUID());
    try (TraceFile trace = TraceFile.create(file, "plays")) {
      Explorer explorer =
          new Explorer(MemoryTestStores::new, fault, result -> result.plays() < plays)
              .tracedBy(trace);
      explorer.explore(List.of(Scenario.SameTables), FaultTest.SCHEDULES);
    }
    return TraceReader.read(List.of(file)).groups();
  }

  /** The traces of all runs of a schedule with some scenarios. */
  List<GroupTrace> traces(
      UnaryOperator<Stores> fault, List<Scenario> scenarios, Schedule schedule) {
    Path file = folder.resolve("scenarios");
    try (TraceFile trace = TraceFile.create(file, "scenarios")) {
      new Explorer(MemoryTestStores::new, fault, result -> true)
          .tracedBy(trace)
          .explore(scenarios, List.of(schedule));
    }
    return TraceReader.read(List.of(file)).groups();
  }

  /** The verdicts of TLC on {@code traces}. */
  List<TraceVerdict> check(List<GroupTrace> traces) {
    return new TraceCheck(folder, events -> {}).check(traces);
  }
}
