package dev.rollforward.cli;

import dev.rollforward.cli.check.ModelList;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Lists what can be checked by name. */
@Command(
    name = "models",
    description = {
      "List the models, faults and scenes that check takes by name.",
      "A model is a bounded instance of the protocol; a fault removes one of its rules; a scene is a"
          + " situation that has to be reachable."
    },
    exitCodeList = {
      "0:the list was printed",
      "2:wrong usage, or a specification that cannot be read"
    },
    footer = {
      "  rollforward models",
      "  rollforward models --module LeaseSweep",
      "  rollforward check --model answers"
    })
final class ModelsCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Option(
      names = "--module",
      paramLabel = "NAME",
      defaultValue = "Rollforward",
      description = "List those of this module. Default: ${DEFAULT-VALUE}, our protocol.")
  private String module;

  @Override
  public Integer call() {
    return new ModelList(main.console()).run(Optional.of(module));
  }
}
