package dev.rollforward.cli;

import dev.rollforward.At;
import dev.rollforward.CommitResult;
import dev.rollforward.OpenOptions;
import dev.rollforward.TableGroup;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes tables hold what they held, by a new transaction. */
@Command(
    name = "restore",
    description = {
      "Make tables hold what they held at a point in the history of their group, all of them at"
          + " once, by a new transaction. History is not rewritten.",
      "It is safe beside running writers: if one of the tables changes meanwhile, nothing is"
          + " restored."
    },
    exitCodeList = {
      "0:restored",
      "2:wrong usage, no group, or what was asked for is not kept; nothing was changed",
      "3:not restored, because a table has changed meanwhile, or the outcome is not known"
    },
    footer = {
      "  rollforward restore /data/warehouse 17 people cities",
      "  rollforward restore /data/warehouse 2026-11-30T10:00:00Z people"
    })
final class RestoreCommand extends GroupCommand {
  @Parameters(
      index = "1",
      paramLabel = "AT",
      converter = RootOption.AtConverter.class,
      description = "The number of a manifest, a time, or the name of a tag.")
  private At at;

  @Parameters(
      index = "2..*",
      arity = "1..*",
      paramLabel = "TABLE",
      description = "Which tables; others stay as they are.")
  private List<String> tables;

  @Option(names = "--actor", paramLabel = "NAME", description = "Who restores; for the history.")
  private String actor;

  @Override
  OpenOptions options() {
    return OpenOptions.readWrite();
  }

  @Override
  int run(TableGroup group) {
    var restoring = group.restore(at, tables.toArray(String[]::new));
    CommitResult result = (actor == null ? restoring : restoring.actor(actor)).commit();
    console().println(result.toString());
    return result instanceof CommitResult.Committed ? ExitCode.OK : ExitCode.UNKNOWN;
  }
}
