package dev.rollforward.cli;

import dev.rollforward.cli.check.FaultList;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Lists the faults and what the last check of each found. */
@Command(
    name = "faults",
    subcommands = FaultsRunCommand.class,
    description = {
      "List every fault, finding and fairness control: what is removed, what must notice.",
      "A fault removes one rule of a design; a finding is what a design violates by itself; a"
          + " fairness control leaves out one condition. TLC is not run: the status is that of the"
          + " last check. It is stale where the specification has changed since."
    },
    exitCodeList = {
      "0:the list was printed, whatever the status of each",
      "2:wrong usage, or a specification that cannot be read",
      "3:the list could not be completed or written"
    },
    footer = {
      "  rollforward faults",
      "  rollforward faults --module Rollforward",
      "  rollforward faults --json faults.json",
      "  rollforward check --fault NoFence       check one, and renew its status",
      "  rollforward faults run                  plant each into the library, too"
    })
final class FaultsCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Option(names = "--module", paramLabel = "NAME", description = "List those of one module.")
  private Optional<String> module;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the list there, as JSON too.")
  private Optional<Path> json;

  Console console() {
    return main.console();
  }

  @Override
  public Integer call() {
    return new FaultList(main.console()).run(module, json);
  }
}
