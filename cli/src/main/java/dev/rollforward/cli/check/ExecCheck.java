package dev.rollforward.cli.check;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.ExitCode;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.Style;
import dev.rollforward.cli.TempFolder;
import dev.rollforward.conformance.replay.ExecReplay;
import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.report.JUnitXml;
import dev.rollforward.spec.report.Verdict;
import dev.rollforward.spec.tlc.TlcOptions;
import dev.rollforward.spec.tlc.TlcRunner;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The command {@code replay --exec}: another implementation taken along the steps of a model. */
public final class ExecCheck {
  /** What an implementation is driven along. */
  public static final String MODEL = "replay-alone";

  private final Console console;

  /** Prints to {@code console}. */
  public ExecCheck(Console console) {
    this.console = console;
  }

  /**
   * Drives an implementation.
   *
   * @param command what the shell starts
   * @param reports where to write the result for other programs
   * @return the exit code
   * @throws CliException if it does not answer
   */
  public int run(String command, Reports reports) {
    reports.check();
    long start = System.nanoTime();
    try (TempFolder folder = new TempFolder("rollforward-exec-");
        LiveLine line = console.liveLine()) {
      line.update("TLC explores " + MODEL + "...");
      SpecFiles spec = SpecFiles.bundled();
      spec.unpackTo(folder.path());
      StateGraph graph =
          new TlcRunner(folder.path(), folder.path(), TlcOptions.defaults())
              .graph(spec.manifest().only(MODEL).models().get(0), progress -> {});
      line.update("the implementation takes " + graph.steps().size() + " steps...");
      ExecReplay.Result result = new ExecReplay(graph, List.of("sh", "-c", command)).run();
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      int exitCode = print(result);
      reports.writeJson(console, json(command, result).toPrettyString());
      reports.write(
          console, "rollforward replay --exec", elapsed, List.of(asCase(command, result, elapsed)));
      return exitCode;
    } catch (ExecReplay.Unusable e) {
      throw CliException.unknown(
          e.getMessage(),
          "see what it printed above; docs/trace-format.md says what it should answer",
          e);
    }
  }

  private static ObjectNode json(String command, ExecReplay.Result result) {
    ObjectNode json =
        new JsonMapper()
            .createObjectNode()
            .put("model", MODEL)
            .put("exec", command)
            .put("verdict", verdict(result).label())
            .put("states", result.states())
            .put("edges", result.steps())
            .put("covered", result.covered());
    ArrayNode differences = json.putArray("differences");
    result.differences().forEach(difference -> differences.add(difference.toString()));
    return json;
  }

  private static JUnitXml.Case asCase(String command, ExecReplay.Result result, Duration elapsed) {
    return new JUnitXml.Case(
        "replay.exec",
        MODEL,
        elapsed,
        verdict(result),
        command,
        result.covered() + " of " + result.steps() + " steps",
        result.differences().stream().map(Object::toString).collect(Collectors.joining("\n")));
  }

  private static Verdict verdict(ExecReplay.Result result) {
    return result.held() ? Verdict.HELD : Verdict.VIOLATED;
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
