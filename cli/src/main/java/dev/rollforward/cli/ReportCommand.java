package dev.rollforward.cli;

import dev.rollforward.cli.report.Report;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes all evidence on one page. */
@Command(
    name = "report",
    description = {
      "Write the evidence for a design review on one page, which needs no network.",
      "It runs nothing: each figure is of the last run of its command, with version, commit and"
          + " date, and is marked where the specification has changed since. What was never run says"
          + " which command would."
    },
    exitCodeList = {
      "0:the page was written, be the evidence good or bad",
      "2:a record of a run cannot be read",
      "3:the page could not be written"
    },
    footer = {
      "  rollforward report -o /tmp/review    then open /tmp/review/index.html",
      "  rollforward check && rollforward prove && rollforward replay",
      "                                       the runs that it reports on"
    })
final class ReportCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "The folder to write index.html into; it is made if it is not there.")
  private Path folder;

  @Override
  public Integer call() {
    return new Report(main.console()).run(folder);
  }
}
