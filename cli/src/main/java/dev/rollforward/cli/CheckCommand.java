package dev.rollforward.cli;

import dev.rollforward.cli.check.Check;
import dev.rollforward.cli.check.Request;
import dev.rollforward.cli.check.Target;
import dev.rollforward.spec.tlc.DistributedRun;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Checks the protocol's model with TLC, and then its code on real tables. */
@Command(
    name = "check",
    description = {
      "Check that the protocol and the library keep their promises, within stated bounds.",
      "Five questions: Does our protocol hold in every state that a model can reach? Does a"
          + " property notice each rule that is removed? Can the situations that matter happen? Does the"
          + " Java library keep the same invariants while its processes are halted and killed at"
          + " every step, in memory and on Lance? What do the alternatives violate?",
      "Time, on two cores that have nothing else to do: quick 1 minute, smoke (the default) 5"
          + " minutes and 3 more for alternatives that are not kept, full and simulation tens of"
          + " minutes, exhaustive hours.",
      "Results of the alternatives are kept in .rollforward until a module, a model or TLC changes;"
          + " in the lane quick, all results. With --model, --fault, --scene or --module, and in the"
          + " lane simulation, only TLC runs."
    },
    exitCodeList = {
      "0:everything held, every fault was caught by its property, every scene reached",
      "1:a property was violated, a fault was not caught or a scene not reached, or a model had"
          + " fewer or more states than it should",
      "2:wrong usage, or a model that cannot be read",
      "3:something did not finish, so the result is unknown"
    },
    footer = {
      "  rollforward check                       the smoke lane",
      "  rollforward check --lane quick          while you edit",
      "  rollforward check --lane full           larger models, nothing kept",
      "  rollforward check --all --details       all of a lane again, in tables",
      "  rollforward check --lane simulation     random behaviours; the seed is printed",
      "  rollforward check --module Rollforward  one module of a lane",
      "  rollforward check --model NAME          one model",
      "  rollforward check --fault NoFence       one fault, with its counterexample",
      "  rollforward check --model NAME --distributed",
      "                                          the same, with other machines to help",
      "  rollforward check --json report.json --junit report.xml --markdown report.md",
      "                                          for other tools and for CI, see docs/ci.md",
      "  rollforward -Dtla2tools.jar=PATH check  with another build of TLC"
    })
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Mixin private TargetOptions what;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Draw the behaviours of a simulation from N. Default: a fresh one.")
  private Optional<Long> seed;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Threads that explore a model. Default: 2.")
  private Optional<Integer> workers;

  @Option(
      names = "--heap",
      paramLabel = "MB",
      description = "Heap of TLC. Default: 4096 for a model, 1024 for a fault or scene.")
  private Optional<Integer> heap;

  @Option(
      names = "--distributed",
      paramLabel = "HOST:PORT",
      arity = "0..1",
      fallbackValue = "",
      converter = ServerAddress.class,
      description =
          "With --model: let other machines help. Prints the command for them. HOST is how they know"
              + " this machine. Default: its address, port 10997.")
  private Optional<DistributedRun.Address> server;

  @Mixin private ReportOptions reports;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write down there what the code does on Lance, for rollforward validate.")
  private Optional<Path> trace;

  @Option(
      names = "--all",
      description =
          "Check everything again, also what is kept of the alternatives from an earlier check.")
  private boolean all;

  @Option(
      names = "--details",
      description = "Print what came of every model, fault, scene and schedule, in tables.")
  private boolean details;

  @Option(
      names = "--record",
      description =
          "Write the results of the alternatives to spec/kept.json, for those who have none.")
  private boolean record;

  @Override
  public Integer call() {
    Target target = what.target();
    if (server.isPresent()) {
      refuseWhatServersLack(target);
    }
    return new Check(main.console())
        .run(
            new Request(
                target,
                seed,
                workers,
                heap,
                server,
                reports.reports(),
                trace,
                all,
                details,
                record,
                main.verbose()));
  }

  private void refuseWhatServersLack(Target target) {
    boolean model = target instanceof Target.One one && one.kind() == Target.Kind.MODEL;
    if (!model) {
      throw CliException.usage("--distributed is for one model", "add --model NAME");
    }
    if (workers.isPresent()) {
      throw CliException.usage(
          "--workers and --distributed exclude each other",
          "leave out --workers; each machine that helps uses all its processors");
    }
  }
}
