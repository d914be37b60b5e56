package dev.rollforward.cli;

import dev.rollforward.cli.chaos.ChaosCheck;
import dev.rollforward.testkit.PlantedFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Simulates processes that use the library while everything fails that may. */
@Command(
    name = "chaos",
    description = {
      "Simulate processes that use a group while everything fails that may.",
      "Each schedule comes from a seed: who does what, who runs and who stalls, which calls fail,"
          + " get lost, arrive late or twice, which processes are killed, whose clock jumps. The"
          + " library's own code runs, over stores in memory and in virtual time. Every property is"
          + " evaluated after each call. The same seed gives the same run; one that violates a"
          + " property is made as short as can be and printed, with the test that repeats it."
    },
    exitCodeList = {
      "0:no property was violated",
      "1:one was; the shortest schedule found, and how to repeat it, are printed",
      "2:wrong usage, or a file that cannot be written",
      "3:did not finish, so the result is unknown"
    },
    footer = {
      "  rollforward chaos                              1,000 schedules, a new seed",
      "  rollforward chaos --seed 7 --schedules 5000",
      "  rollforward chaos --for PT8H                   as many as eight hours give",
      "  rollforward chaos --fault NoFence              how soon a known mistake is found",
      "  rollforward chaos --choices 'turns=0,1' --trace t.ndjson"
    })
final class ChaosCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of the first schedule; each other has the next. Default: a new one.")
  private Optional<Long> seed;

  @Option(
      names = "--schedules",
      paramLabel = "M",
      defaultValue = "1000",
      description = "How many schedules. Default: ${DEFAULT-VALUE}.")
  private int schedules;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "Instead of a number: for so long, such as PT10M or PT8H.")
  private Optional<Duration> time;

  @Option(
      names = "--fault",
      paramLabel = "NAME",
      description = "Plant a known mistake into the stores: ${COMPLETION-CANDIDATES}.")
  private Optional<PlantedFault> fault;

  @Option(
      names = "--choices",
      paramLabel = "CHOICES",
      description = "Run the one schedule that these choices make, as a failure prints them.")
  private Optional<String> choices;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "With --choices: write its events there, for validate and explain.")
  private Optional<Path> trace;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the report there too, the same for the same seed, byte for byte.")
  private Optional<Path> json;

  @Override
  public Integer call() throws InterruptedException {
    Logging.onlyErrors();
    if (schedules < 1) {
      throw CliException.usage("--schedules is " + schedules, "give at least 1");
    }
    if (trace.isPresent() && choices.isEmpty()) {
      throw CliException.usage("--trace needs --choices", "give those that a failure has printed");
    }
    ChaosCheck check = new ChaosCheck(main.console(), fault, json);
    if (choices.isPresent()) {
      return check.one(choices.get(), trace);
    }
    long first = seed.orElseGet(() -> ThreadLocalRandom.current().nextLong(1, 1_000_000_000));
    return time.isPresent() ? check.during(first, time.get()) : check.run(first, schedules);
  }
}
