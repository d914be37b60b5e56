package dev.rollforward.cli.check;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.ExitCode;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.TempFolder;
import dev.rollforward.cli.TextTable;
import dev.rollforward.cli.runs.RunRecord;
import dev.rollforward.conformance.replay.ReplayRun;
import dev.rollforward.spec.UsageException;
import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.model.Words;
import dev.rollforward.spec.report.JUnitXml;
import dev.rollforward.spec.report.Verdict;
import dev.rollforward.spec.text.Prose;
import dev.rollforward.spec.tlc.TlcOptions;
import dev.rollforward.spec.tlc.TlcRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The command {@code replay}: the library taken along the steps of a model. */
public final class ReplayCheck {
  private static final int HEAP_MEGABYTES = 2048;

  private final Console console;

  /** What the code runs on. */
  public enum Store {
    /** Stores in memory: every step. */
    memory,
    /** Lance tables and local files: a sample. */
    lance
  }

  /** A replay that prints to {@code console}. */
  public ReplayCheck(Console console) {
    this.console = console;
  }

  /**
   * Replays a model.
   *
   * @param name the model's
   * @param paths how many, on Lance
   * @param seed which, on Lance
   * @param reports where to write the result for other programs
   * @return the exit code
   */
  public int run(String name, Store store, int paths, long seed, Reports reports) {
    reports.check();
    try (TempFolder folder = new TempFolder("rollforward-replay-")) {
      Model model = model(name, store);
      long start = System.nanoTime();
      StateGraph graph = explore(model, folder.path());
      ReplayRun.Result result = replay(model, graph, store, paths, seed, folder.path());
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      print(model, store, result, elapsed);
      reports.writeJson(console, summary(model, store, result).toPrettyString());
      reports.write(
          console, "rollforward replay", elapsed, List.of(asCase(model, store, result, elapsed)));
      RunRecord.keep(
          Home.path(),
          "replay-" + model.name() + "-" + store,
          "rollforward replay --model " + model.name() + " --store " + store,
          SpecFiles.bundled().digest(),
          summary(model, store, result));
      return result.held() ? ExitCode.OK : ExitCode.VIOLATED;
    } catch (UsageException e) {
      throw CliException.usage(e.getMessage(), "correct the model or the option it names");
    }
  }

  private static Model model(String name, Store store) {
    List<Model> all = SpecFiles.bundled().manifest().models();
    List<Model> playable = all.stream().filter(model -> canPlay(model, store)).toList();
    List<String> names = playable.stream().map(Model::name).toList();
    if (all.stream().anyMatch(m -> m.name().equals(name) && ReplayRun.canPlay(m))
        && !names.contains(name)) {
      throw CliException.usage(
          "model "
              + name
              + " cannot be replayed on Lance: it replaces or removes rows, and a version without"
              + " the rows of an operation does not tell any more that it is built on it",
          "replay it in memory, with --store memory, or use one of " + String.join(", ", names));
    }
    if (all.stream().anyMatch(m -> m.name().equals(name)) && !names.contains(name)) {
      throw CliException.usage(
          "model " + name + " cannot be replayed: the library takes no such steps",
          "use one of " + String.join(", ", names));
    }
    NearNames.require("model", name, names);
    return playable.get(names.indexOf(name));
  }

  private static boolean canPlay(Model model, Store store) {
    return store == Store.memory ? ReplayRun.canPlay(model) : ReplayRun.canPlayOnTables(model);
  }

  private StateGraph explore(Model model, Path folder) {
    SpecFiles.bundled().unpackTo(folder);
    TlcOptions options = TlcOptions.defaults().withWorkers(2).withHeapMegabytes(HEAP_MEGABYTES);
    try (LiveLine line = console.liveLine()) {
      return new TlcRunner(folder, folder, options)
          .graph(
              model,
              reached ->
                  line.update(
                      String.format(
                          Locale.ROOT, "TLC: %,d states of %s", reached.distinct(), model.name())));
    }
  }

  private ReplayRun.Result replay(
      Model model, StateGraph graph, Store store, int paths, long seed, Path folder) {
    String what = store == Store.memory ? "steps" : "paths";
    try (LiveLine line = console.liveLine()) {
      ReplayRun run =
          new ReplayRun(
              model,
              graph,
              UnaryOperator.identity(),
              (covered, all) ->
                  line.update(
                      String.format(
                          Locale.ROOT, "code: %,d of %,d %s replayed", covered, all, what)));
      return store == Store.memory ? run.everything() : run.sample(paths, seed, folder);
    }
  }

  private void print(Model model, Store store, ReplayRun.Result result, Duration elapsed) {
    result.mismatches().forEach(mismatch -> console.println(mismatch.toString()));
    CheckText.verdict(
        console, result.held(), verdict(store, result), "(" + CheckText.time(elapsed) + ")");
    console.println();
    paragraph(
        String.format(
            Locale.ROOT,
            "Model %s, %s. TLC lists %,d states, %,d steps between them. The library was taken along"
                + " %,d paths of the code, %,d steps, %s, and its state compared with TLC's after"
                + " each.",
            model.name(),
            model.sentence(),
            result.states(),
            result.allEdges(),
            result.paths(),
            result.allSteps(),
            store == Store.memory ? "in memory" : "on Lance tables"));
    console.println();
    console.print(table(result), "  ");
    console.println();
    paragraph(
        "in model: steps between states of the model. taken: how often the library took one, some"
            + " of them on many paths. never: steps of the model that it did not take.");
  }

  private static ObjectNode summary(Model model, Store store, ReplayRun.Result result) {
    return new JsonMapper()
        .createObjectNode()
        .put("model", model.name())
        .put("store", store.name())
        .put("verdict", result.held() ? "held" : "violated")
        .put("states", result.states())
        .put("edges", result.allEdges())
        .put("paths", result.paths())
        .put("steps", result.allSteps());
  }

  private static JUnitXml.Case asCase(
      Model model, Store store, ReplayRun.Result result, Duration elapsed) {
    return new JUnitXml.Case(
        "replay." + store,
        model.name(),
        elapsed,
        result.held() ? Verdict.HELD : Verdict.VIOLATED,
        model.sentence(),
        verdict(store, result),
        result.mismatches().stream().map(Object::toString).collect(Collectors.joining("\n")));
  }

  private static TextTable table(ReplayRun.Result result) {
    Words words = SpecFiles.bundled().words();
    TextTable table = new TextTable("action", "~what it does", ">in model", ">taken", ">never");
    for (String action : new TreeSet<>(result.edges().keySet())) {
      table.row(
          action,
          words.action(action, Optional.of("a table")).orElse(""),
          CheckText.grouped(result.edges().get(action)),
          CheckText.grouped(result.steps().getOrDefault(action, 0)),
          CheckText.grouped(result.uncovered().getOrDefault(action, 0)));
    }
    return table;
  }

  private void paragraph(String text) {
    Prose.wrap(text, Math.min(console.width(), 80)).forEach(console::println);
  }

  private static String verdict(Store store, ReplayRun.Result result) {
    if (!result.held()) {
      return "[violation] the code does otherwise than the model, see above";
    }
    return store == Store.memory
        ? "[ok] every step was taken, and the state was TLC's after each"
        : "[ok] every action was taken, and the state was TLC's after each";
  }
}
