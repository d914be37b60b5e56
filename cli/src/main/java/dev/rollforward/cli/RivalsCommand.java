package dev.rollforward.cli;

import dev.rollforward.cli.check.Rivals;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Compares the designs. */
@Command(
    name = "rivals",
    description = {
      "Compare the designs: what each holds and violates, what a commit costs, what it blocks.",
      "What is not known from an earlier check, or is stale, is checked first: each module's smoke"
          + " models, its findings, and the scene in which one operation commits alone, whose steps"
          + " are its store calls."
    },
    exitCodeList = {
      "0:the table was printed, and every design came out as its models say",
      "1:a design came out otherwise",
      "2:wrong usage, or a model that cannot be read",
      "3:something did not finish, so a row is incomplete"
    },
    footer = {
      "  rollforward rivals",
      "  rollforward rivals --markdown            for spec/README.md",
    })
final class RivalsCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Option(names = "--markdown", description = "Print the comparison as a Markdown table.")
  private boolean markdown;

  @Override
  public Integer call() {
    return new Rivals(main.console()).run(markdown);
  }
}
