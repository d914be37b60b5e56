package dev.rollforward.cli.chaos;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.ExitCode;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.Style;
import dev.rollforward.cli.check.Check;
import dev.rollforward.conformance.Violation;
import dev.rollforward.conformance.chaos.Chaos;
import dev.rollforward.conformance.chaos.ChaosRun;
import dev.rollforward.conformance.chaos.Choices;
import dev.rollforward.engine.Stores;
import dev.rollforward.testkit.PlantedFault;
import dev.rollforward.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/** Runs simulations, and prints what came of them. */
public final class ChaosCheck {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Console console;
  private final Optional<PlantedFault> fault;
  private final Optional<Path> json;

  /**
   * @param fault what is planted into the stores
   * @param json a file for the report
   */
  public ChaosCheck(Console console, Optional<PlantedFault> fault, Optional<Path> json) {
    this.console = console;
    this.fault = fault;
    this.json = json;
  }

  private UnaryOperator<Stores> plant() {
    return fault.map(PlantedFault::plant).orElse(UnaryOperator.identity());
  }

  /** Runs so many schedules. Returns the exit code. */
  public int run(long seed, int schedules) throws InterruptedException {
    return run(
        seed,
        schedules,
        done -> true,
        done -> String.format(Locale.ROOT, "%,d of %,d schedules", done, schedules));
  }

  /** Runs as many schedules as that time gives. Returns the exit code. */
  public int during(long seed, Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    return run(
        seed,
        Integer.MAX_VALUE,
        done -> System.nanoTime() < end,
        done -> String.format(Locale.ROOT, "%,d schedules", done));
  }

  private interface Words {
    String of(int done);
  }

  private int run(long seed, int schedules, IntPredicate goOn, Words words)
      throws InterruptedException {
    json.ifPresent(Check::checkFolder);
    long start = System.nanoTime();
    Chaos.Report report;
    try (LiveLine live = console.liveLine()) {
      report =
          Chaos.run(
              seed,
              schedules,
              plant(),
              done -> {
                live.update(words.of(done));
                return goOn.test(done);
              });
    }
    print(seed, report, Duration.ofNanos(System.nanoTime() - start));
    if (json.isPresent()) {
      write(json.get(), seed, report);
    }
    return report.found().isEmpty() ? ExitCode.OK : ExitCode.VIOLATED;
  }

  private void print(long seed, Chaos.Report report, Duration elapsed) {
    report.found().ifPresent(found -> print(found.seed(), found.first(), found.shrunk()));
    String rate =
        String.format(
            Locale.ROOT,
            "%,.0f a minute",
            report.schedules() * 60e9 / Math.max(1, elapsed.toNanos()));
    console.println(
        String.format(
            Locale.ROOT,
            "%s %,d schedules from seed %d, %,d calls to stores, %s; %s",
            report.found().isEmpty()
                ? console.styled(Style.GREEN, "[ok]")
                : console.styled(Style.RED, "[violation]"),
            report.schedules(),
            seed,
            report.turns(),
            outcomes(report.outcomes()),
            rate));
    console.println("digest " + report.digest());
    console.println(
        "Not covered: Lance and real files, threads of one handle (mvn verify runs them), power loss.");
  }

  private static String outcomes(Map<String, Integer> outcomes) {
    return String.format(
        Locale.ROOT,
        "%,d committed, %,d rejected, %,d in doubt, %,d processes killed",
        outcomes.getOrDefault("committed", 0),
        outcomes.getOrDefault("rejected", 0),
        outcomes.getOrDefault("unknown", 0),
        outcomes.getOrDefault("killed", 0));
  }

  private void print(long seed, ChaosRun.Result first, ChaosRun.Result shrunk) {
    Violation violation = shrunk.violation().orElseThrow();
    console.println(violation.story());
    console.println();
    console.println(
        String.format(
            Locale.ROOT,
            "%s is violated by seed %d after %,d calls, and after %,d with what is not needed left"
                + " out, as above.",
            violation.property(),
            seed,
            first.turns(),
            shrunk.turns()));
    console.println("To repeat it:");
    console.println(
        "  rollforward chaos" + planted() + " --choices '" + shrunk.choices().print() + "'");
    console.println("As a test:");
    test(seed, shrunk.choices()).lines().forEach(line -> console.println("  " + line));
    console.println();
  }

  private String planted() {
    return fault.map(name -> " --fault " + name).orElse("");
  }

  private String test(long seed, Choices choices) {
    String plant =
        fault.map(name -> "PlantedFault." + name + ".plant()").orElse("UnaryOperator.identity()");
    return """
        @Test
        void seed%s() throws InterruptedException {
          Choices choices = Choices.parse("%s");
          assertThat(ChaosRun.of(choices, %s, Optional.empty()).violation()).isEmpty();
        }
        """
        .formatted(Long.toString(seed), choices.print(), plant);
  }

  /**
   * Runs the schedule that these choices make.
   *
   * @param trace gets its events
   * @return the exit code
   */
  public int one(String choices, Optional<Path> trace) throws InterruptedException {
    ChaosRun.Result result =
        trace.isPresent() ? traced(parse(choices), trace.get()) : plain(parse(choices));
    console.println(
        result
            .violation()
            .map(violation -> violation.story() + "\n\n" + violation.property() + " is violated")
            .orElse("nothing is violated in " + result.turns() + " calls"));
    console.println("digest " + result.digest());
    return result.violation().isEmpty() ? ExitCode.OK : ExitCode.VIOLATED;
  }

  private ChaosRun.Result plain(Choices choices) throws InterruptedException {
    return ChaosRun.of(choices, plant(), Optional.empty());
  }

  private ChaosRun.Result traced(Choices choices, Path file) throws InterruptedException {
    try (TraceFile trace = TraceFile.create(file, "chaos")) {
      return ChaosRun.of(choices, plant(), Optional.of(trace));
    }
  }

  private static Choices parse(String choices) {
    try {
      return Choices.parse(choices);
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e.getMessage(), "give the choices that a failure has printed");
    }
  }

  /** Without times: the same seed gives the same file. */
  private static void write(Path file, long seed, Chaos.Report report) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", 1);
    root.put("seed", seed);
    root.put("schedules", report.schedules());
    root.put("calls", report.turns());
    root.put("digest", report.digest());
    ObjectNode outcomes = root.putObject("outcomes");
    report.outcomes().forEach(outcomes::put);
    report
        .found()
        .ifPresent(
            found -> {
              Violation violation = found.shrunk().violation().orElseThrow();
              root.putObject("violation")
                  .put("property", violation.property())
                  .put("seed", found.seed())
                  .put("choices", found.shrunk().choices().print())
                  .put("story", violation.story());
            });
    try {
      Files.writeString(
          file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    } catch (IOException e) {
      throw CliException.usage(
          "the report cannot be written to " + file + ": " + e, "give a file that can be written");
    }
  }
}
