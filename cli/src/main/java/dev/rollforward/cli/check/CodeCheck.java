package dev.rollforward.cli.check;

import dev.rollforward.conformance.Explorer;
import dev.rollforward.conformance.Scenario;
import dev.rollforward.conformance.Schedule;
import dev.rollforward.testkit.LanceTestStores;
import dev.rollforward.testkit.MemoryTestStores;
import dev.rollforward.testkit.TestStores;
import dev.rollforward.trace.TraceFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Runs the library's own protocol code through the scenarios of the model, halting its processes at
 * every step, and evaluates the model's invariants after each.
 */
final class CodeCheck {
  private static final List<Schedule> ALL =
      Stream.concat(Explorer.SHALLOW.stream(), Explorer.DEEP.stream()).toList();

  private static final String LANCE = "Lance";
  private static final List<Scenario> ON_LANCE = List.of(Scenario.SameTables, Scenario.CreateSame);

  private final Path folder;
  private final boolean quick;
  private final CodeListener listener;
  private final Optional<TraceFile> trace;
  private final AtomicInteger groups = new AtomicInteger();

  /**
   * @param folder an existing one, for the tables
   * @param quick whether to leave out Lance, and the schedules with several halts
   * @param trace where its schedules on Lance are written down, or nowhere
   */
  CodeCheck(Path folder, boolean quick, Optional<TraceFile> trace, CodeListener listener) {
    this.folder = folder;
    this.quick = quick;
    this.trace = trace;
    this.listener = listener;
  }

  /** How many outcomes there will be. */
  static int scenarios(boolean quick) {
    return Scenario.DEEPLY.size() + (quick ? 0 : ON_LANCE.size());
  }

  List<CodeOutcome> run() {
    List<CodeOutcome> outcomes = new ArrayList<>();
    for (Scenario scenario : Scenario.DEEPLY) {
      outcomes.add(run("memory", MemoryTestStores::new, scenario, quick ? Explorer.SHALLOW : ALL));
    }
    for (Scenario scenario : quick ? List.<Scenario>of() : ON_LANCE) {
      outcomes.add(onLance(scenario));
    }
    return outcomes;
  }

  /** One scenario on real tables. */
  CodeOutcome onLance(Scenario scenario) {
    return run(LANCE, this::lance, scenario, Explorer.SHALLOW);
  }

  private CodeOutcome run(
      String store, Supplier<TestStores> beds, Scenario scenario, List<Schedule> schedules) {
    long start = System.nanoTime();
    Explorer explorer =
        new Explorer(
            beds,
            UnaryOperator.identity(),
            result -> {
              listener.playing(scenario + " on " + store, result.plays());
              return true;
            });
    if (store.equals(LANCE)) {
      trace.ifPresent(explorer::tracedBy);
    }
    Explorer.Result result = explorer.explore(List.of(scenario), schedules);
    CodeOutcome outcome =
        new CodeOutcome(
            store,
            scenario,
            result.plays(),
            result.windows(),
            result.violations(),
            Duration.ofNanos(System.nanoTime() - start));
    listener.finished(outcome);
    return outcome;
  }

  private TestStores lance() {
    return new LanceTestStores(folder.resolve("group-" + groups.incrementAndGet()));
  }
}
