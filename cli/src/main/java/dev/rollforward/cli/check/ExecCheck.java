package dev.rollforward.cli.check;

import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.ExitCode;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.Style;
import dev.rollforward.cli.TempFolder;
import dev.rollforward.conformance.replay.ExecReplay;
import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.tlc.TlcOptions;
import dev.rollforward.spec.tlc.TlcRunner;
import java.util.List;
import java.util.Locale;

/** The command {@code replay --exec}: another implementation taken along the steps of a model. */
public final class ExecCheck {
  private static final String MODEL = "replay-alone";

  private final Console console;

  /** Prints to {@code console}. */
  public ExecCheck(Console console) {
    this.console = console;
  }

  /**
   * Drives an implementation.
   *
   * @param command what the shell starts
   * @return the exit code
   * @throws CliException if it does not answer
   */
  public int run(String command) {
    try (TempFolder folder = new TempFolder("rollforward-exec-");
        LiveLine line = console.liveLine()) {
      line.update("TLC explores " + MODEL + "...");
      SpecFiles spec = SpecFiles.bundled();
      spec.unpackTo(folder.path());
      StateGraph graph =
          new TlcRunner(folder.path(), folder.path(), TlcOptions.defaults())
              .graph(spec.manifest().only(MODEL).models().get(0), progress -> {});
      line.update("the implementation takes " + graph.steps().size() + " steps...");
      return print(new ExecReplay(graph, List.of("sh", "-c", command)).run());
    } catch (ExecReplay.Unusable e) {
      throw CliException.unknown(
          e.getMessage(),
          "see what it printed above; docs/trace-format.md says what it should answer",
          e);
    }
  }

  private int print(ExecReplay.Result result) {
    result.differences().forEach(difference -> console.println(difference.toString()));
    String counts =
        String.format(
            Locale.ROOT,
            "%,d of %,d steps between %,d states of %s",
            result.covered(),
            result.steps(),
            result.states(),
            MODEL);
    console.println(
        result.held()
            ? console.styled(Style.GREEN, "[ok] the implementation took " + counts)
                + ", and its state was TLC's after each"
            : console.styled(
                    Style.RED, "[violation] the implementation does otherwise than the model")
                + ": "
                + counts);
    return result.held() ? ExitCode.OK : ExitCode.VIOLATED;
  }
}
