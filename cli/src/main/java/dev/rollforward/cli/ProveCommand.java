package dev.rollforward.cli;

import dev.rollforward.cli.prove.Prove;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Proves that the protocol is safe for any number of operations, tables and sweeps. */
@Command(
    name = "prove",
    description = {
      "Prove the protocol's safety for any number of operations, tables, sweeps and crashes.",
      "An invariant of all reachable states is split into obligations: it holds initially, every"
          + " action keeps it, and every property follows from it. Z3 discharges each. What was"
          + " proved before from the same formulas is not proved again."
    },
    exitCodeList = {
      "0:every obligation is proved",
      "1:one is refuted: there is a counterexample to induction, as there has to be with --fault",
      "2:wrong usage, or a proof that cannot be read",
      "3:Z3 did not decide one within its limit, so the result is unknown"
    },
    footer = {
      "  rollforward prove                        everything",
      "  rollforward prove --lemma PinnedRows     one lemma, by every action",
      "  rollforward prove --action Publish       one action, with every lemma",
      "  rollforward prove --fault NoFence        a rule removed, and what fails",
      "  rollforward prove --without PinnedRows   a lemma left out, and what fails",
      "  rollforward prove --all                  everything anew, and all of that",
      "  rollforward prove --json -               every result, to standard output"
    })
final class ProveCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Option(names = "--lemma", paramLabel = "NAME", description = "Only this lemma or property.")
  private Optional<String> lemma;

  @Option(names = "--action", paramLabel = "NAME", description = "Only this action, or Init.")
  private Optional<String> action;

  @Option(
      names = "--fault",
      paramLabel = "NAME",
      description = "Remove this rule first; an obligation has to fail.")
  private Optional<String> fault;

  @Option(
      names = "--without",
      paramLabel = "LEMMA",
      description = "Leave this lemma out; an obligation has to fail, or it is not needed.")
  private Optional<String> without;

  @Option(
      names = "--all",
      description =
          "Prove everything anew; then remove each rule, leave out each lemma, and look for a state"
              + " from which each action can be taken. Takes some minutes.")
  private boolean all;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long one obligation may take. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many obligations at a time. Default: one for each processor.")
  private Optional<Integer> threads;

  @Option(
      names = "--solver",
      paramLabel = "PROGRAM",
      description =
          "Ask this program instead of Z3: a second opinion. It takes the arguments of cvc5, such"
              + " as Debian's package of that name. Nothing is kept.")
  private Optional<String> solver;

  @Mixin private ReportOptions reports;

  @Override
  public Integer call() {
    return new Prove(main.console())
        .run(
            new Prove.Request(
                lemma, action, fault, without, all, seconds, threads, solver, reports.reports()));
  }
}
