package dev.rollforward.cli;

import dev.rollforward.cli.explore.Explore;
import java.nio.file.Path;
import java.util.List;
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
          + " the page is. With a fault switched on, TLC's graph of the model with that fault is"
          + " walked, and the page says where its property breaks. Of a fault, and of a trace, it is"
          + " the one behaviour, step by step."
    },
    exitCodeList = {
      "0:the page was written, or served until it was ended",
      "2:there is no such model, it is too large, or the port is taken",
      "3:TLC did not finish, or the page could not be written"
    },
    footer = {
      "  rollforward explore                      1 operation, a crash, a lost answer",
      "  rollforward explore replay-kinds         2 operations on one table",
      "  rollforward explore replay-alone --fault OwnerGivesUp --fault AuditAppended",
      "                                           with faults that can be switched on",
      "  rollforward explore NoFence -o walk.html the counterexample, as a file",
      "  rollforward explore d.ndjson d.ndjson.child  what real processes did"
    })
final class ExploreCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  private static final String DEFAULT = "replay-alone";

  @Parameters(
      paramLabel = "MODEL|FAULT|FILE",
      arity = "0..*",
      description =
          "What to walk: a model of at most 20,000 states, a fault, or a behaviour in files, as"
              + " explain takes them. Default: "
              + DEFAULT
              + " with a fault to switch on.")
  private List<String> what = List.of();

  @Option(
      names = "--fault",
      paramLabel = "NAME",
      description =
          "A fault that can be switched on in the page of a model. It may be given several times.")
  private List<String> faults = List.of();

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
    List<String> named = what.isEmpty() ? List.of(DEFAULT) : what;
    List<String> switches = what.isEmpty() && faults.isEmpty() ? List.of("NoFence") : faults;
    return file.isPresent()
        ? explore.write(named, switches, file.get())
        : explore.serve(named, switches, port);
  }
}
