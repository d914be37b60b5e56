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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
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

  private final Path folder;
  private final BiConsumer<String, Integer> progress;
  private final Optional<TraceFile> trace;
  private final AtomicInteger groups = new AtomicInteger();

  /**
   * @param folder an existing one, for the tables
   * @param trace where its schedules on Lance are written down, or nowhere
   * @param progress hears what is checked and how many schedules were played of it
   */
  CodeCheck(Path folder, Optional<TraceFile> trace, BiConsumer<String, Integer> progress) {
    this.folder = folder;
    this.trace = trace;
    this.progress = progress;
  }

  List<CodeOutcome> run() {
    List<CodeOutcome> outcomes = new ArrayList<>();
    for (Scenario scenario : Scenario.values()) {
      outcomes.add(run("memory", MemoryTestStores::new, scenario, ALL));
    }
    for (Scenario scenario : Arrays.asList(Scenario.SameTables, Scenario.CreateSame)) {
      outcomes.add(run(LANCE, this::lance, scenario, Explorer.SHALLOW));
    }
    return outcomes;
  }

  private CodeOutcome run(
      String store, Supplier<TestStores> beds, Scenario scenario, List<Schedule> schedules) {
    long start = System.nanoTime();
    Explorer explorer =
        new Explorer(
            beds,
            UnaryOperator.identity(),
            result -> {
              progress.accept(scenario + " on " + store, result.plays());
              return true;
            });
    if (store.equals(LANCE)) {
      trace.ifPresent(explorer::tracedBy);
    }
    Explorer.Result result = explorer.explore(List.of(scenario), schedules);
    return new CodeOutcome(
        store,
        scenario,
        result.plays(),
        result.violations(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private TestStores lance() {
    return new LanceTestStores(folder.resolve("group-" + groups.incrementAndGet()));
  }
}
