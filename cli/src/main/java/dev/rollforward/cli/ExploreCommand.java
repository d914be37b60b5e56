package dev.rollforward.cli;

import dev.rollforward.cli.explore.Explore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A model, to be walked by hand in a browser. */
@Command(
    name = "explore",
    description = {
      "Walk a small model by hand in a browser: choose which process goes on, crashes or loses an"
          + " answer, and see what every store holds and what readers see.",
      "The states and steps are TLC's own. A walk is a link that opens at the same state wherever"
          + " the page is. Of a fault it is the counterexample, step by step."
    },
    exitCodeList = {
      "0:the page was written, or served until it was ended",
      "2:there is no such model, it is too large, or the port is taken",
      "3:TLC did not finish, or the page could not be written"
    },
    footer = {
      "  rollforward explore                      1 operation, a crash, a lost answer",
      "  rollforward explore replay-kinds         2 operations on one table",
      "  rollforward explore NoFence -o walk.html the counterexample, as a file"
    })
final class ExploreCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(
      paramLabel = "MODEL|FAULT",
      arity = "0..1",
      defaultValue = "replay-alone",
      description =
          "What to walk: a model of at most 20,000 states, or a fault. Default:"
              + " ${DEFAULT-VALUE}.")
  private String name;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the page there, to open or send it. Else it is served on this machine.")
  private Optional<Path> file;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Serve it on this port. Default: any that is free.")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    Explore explore = new Explore(main.console());
    return file.isPresent() ? explore.write(name, file.get()) : explore.serve(name, port);
  }
}
