package dev.rollforward.cli;

import dev.rollforward.cli.check.ExecCheck;
import dev.rollforward.cli.check.ReplayCheck;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Drives the library along every step of a model. */
@Command(
    name = "replay",
    description = {
      "Drive the library's own code along every step of a model, and compare after each.",
      "TLC gives all states of the model and all steps between them. Paths are laid so that every"
          + " step is on one; real writers and sweeps take them, one action at a time, and after"
          + " each the state of the code and its stores has to be TLC's. In memory all of it is"
          + " replayed, on Lance a sample in which every action occurs."
    },
    exitCodeList = {
      "0:the code took every step and its state was TLC's after each",
      "1:a step differed or was not taken; the path, the difference and a test are printed",
      "2:wrong usage, or a model that the library cannot play",
      "3:did not finish, so the result is unknown"
    },
    footer = {
      "  rollforward replay                          model 'replay', in memory",
      "  rollforward replay --model replay-alone     one operation, with deaths",
      "  rollforward replay --store lance            1,000 paths on real tables; minutes",
      "  rollforward replay --store lance --paths 50 --seed 7",
      "  rollforward replay --exec 'python3 examples/python/rollforward.py'"
    })
final class ReplayCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "The model of Rollforward.tla to replay. Default: replay; with --exec replay-alone, which is"
              + " the only one there.")
  private Optional<String> model;

  @Option(
      names = "--store",
      paramLabel = "STORE",
      defaultValue = "memory",
      description = "What the code runs on: ${COMPLETION-CANDIDATES}. Default: memory.")
  private ReplayCheck.Store store;

  @Option(
      names = "--paths",
      paramLabel = "N",
      defaultValue = "1000",
      description = "With --store lance: how many paths. Default: ${DEFAULT-VALUE}.")
  private int paths;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "With --store lance: which paths. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--exec",
      paramLabel = "COMMAND",
      description =
          "Drive another implementation instead of the library: COMMAND is run by sh, and answers"
              + " each line of JSON with one, see docs/trace-format.md. Model: replay-alone.")
  private Optional<String> exec;

  @Mixin private ReportOptions reports;

  @Override
  public Integer call() {
    if (paths < 1) {
      throw CliException.usage("--paths is " + paths, "give at least 1");
    }
    if (exec.isPresent()) {
      refuseOtherModels();
      return new ExecCheck(main.console()).run(exec.get(), reports.reports());
    }
    return new ReplayCheck(main.console())
        .run(model.orElse("replay"), store, paths, seed, reports.reports());
  }

  private void refuseOtherModels() {
    if (model.filter(name -> !name.equals(ExecCheck.MODEL)).isPresent()) {
      throw CliException.usage(
          "--exec drives "
              + ExecCheck.MODEL
              + " alone, and not "
              + model.get()
              + ": the conversation"
              + " tells an implementation which tables an operation appends to, and nothing of kinds,"
              + " creates, drops or a second operation that helps the first",
          "leave out --model, or leave out --exec to drive the library");
    }
  }
}
