package dev.rollforward.cli;

import dev.rollforward.cli.explain.Explain;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Draws a counterexample or a trace. */
@Command(
    name = "explain",
    description = {
      "Draw a counterexample or a trace: who did what, what it changed, and what broke.",
      "A fault or scene by its name is searched by TLC, in seconds. A file is what TLC printed, a"
          + " report of check --json with one counterexample in it, or a trace of the library; the"
          + " trace files of all processes of a group belong together.",
      "Columns to the left stand for processes and stores. What a process keeps for itself and what"
          + " only the model knows is left out; check --fault NAME --verbose shows all."
    },
    exitCodeList = {
      "0:it was drawn",
      "2:there is no such fault, or the file cannot be read; nothing was written",
      "3:TLC did not finish, so there is nothing to draw"
    },
    footer = {
      "  rollforward explain NoFence                  a fault, as text",
      "  rollforward explain NoFence --svg nofence.svg",
      "  rollforward explain GhostAdoption            of the published sweep",
      "  rollforward explain tlc.out                  what TLC has printed",
      "  rollforward demo --trace d.ndjson",
      "  rollforward explain d.ndjson d.ndjson.child  what real processes did"
    })
final class ExplainCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(
      paramLabel = "FAULT|FILE",
      arity = "1..*",
      description = "A fault or scene, or a file; several files only of a trace.")
  private List<String> what;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Draw it there as SVG instead, for a document or a browser.")
  private Optional<Path> svg;

  @Override
  public Integer call() {
    return new Explain(main.console()).run(what, svg);
  }
}
