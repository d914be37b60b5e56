package dev.rollforward.cli;

import dev.rollforward.cli.check.FaultMatrixRun;
import dev.rollforward.conformance.faults.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Plants every fault into the library itself and asks every engine whether it notices. */
@Command(
    name = "run",
    description = {
      "Plant each fault of our protocol into the library, too, and ask every engine whether it"
          + " notices.",
      "A fault has to be caught by at least two engines and by the right property, or argued. In"
          + " the library it is a small change to a copy of its source, which is compiled and put"
          + " before it in a JVM of its own; so this needs the project's folder and a JDK. All of"
          + " it takes hours on 2 cores; --fault and --engine take a part."
    },
    exitCodeList = {
      "0:each was caught as it has to be, or is argued",
      "1:one survived, or was noticed by something else than what has to",
      "2:wrong usage, or a change that no longer fits the library's source",
      "3:an engine did not finish where its answer was needed"
    },
    footer = {
      "  rollforward faults run --fault NoFence",
      "  rollforward faults run --engine replay --engine schedules",
      "  rollforward faults run --keep            go on where an earlier run was broken off",
      "  rollforward faults run --markdown        the table of docs/fault-matrix.md"
    })
final class FaultsRunCommand implements Callable<Integer> {
  @ParentCommand private FaultsCommand faults;

  @Option(names = "--fault", paramLabel = "NAME", description = "Plant this one, and no other.")
  private Optional<String> fault;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "Ask this one, and no other: tlc, replay, schedules, chaos, trace, failpoints, lincheck"
              + " or jcstress. May stand there several times.")
  private List<String> engines = List.of();

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long an engine may take for one fault; default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--keep",
      description =
          "Keep what the file says of an earlier run, where library and model are the same.")
  private boolean keep;

  @Option(names = "--markdown", description = "Print the matrix as a Markdown table.")
  private boolean markdown;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write it there, as JSON too; default: target/rollforward/faults.json.")
  private Optional<Path> json;

  @Override
  public Integer call() {
    List<Engine> asked =
        engines.isEmpty()
            ? Arrays.asList(Engine.values())
            : engines.stream().map(this::of).toList();
    return new FaultMatrixRun(faults.console(), asked, Duration.ofSeconds(limit))
        .run(fault, markdown, keep, json);
  }

  private Engine of(String name) {
    try {
      return Engine.of(name);
    } catch (IllegalArgumentException unknown) {
      throw CliException.usage(unknown.getMessage(), "use one of those");
    }
  }
}
