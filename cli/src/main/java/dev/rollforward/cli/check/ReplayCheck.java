package dev.rollforward.cli.check;

import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.ExitCode;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.TempFolder;
import dev.rollforward.cli.TextTable;
import dev.rollforward.conformance.replay.ReplayRun;
import dev.rollforward.spec.UsageException;
import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.tlc.TlcOptions;
import dev.rollforward.spec.tlc.TlcRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

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
   * @return the exit code
   */
  public int run(String name, Store store, int paths, long seed) {
    try (TempFolder folder = new TempFolder("rollforward-replay-")) {
      Model model = model(name, store);
      long start = System.nanoTime();
      StateGraph graph = explore(model, folder.path());
      ReplayRun.Result result = replay(model, graph, store, paths, seed, folder.path());
      print(model, store, result, Duration.ofNanos(System.nanoTime() - start));
      return result.held() ? ExitCode.OK : ExitCode.VIOLATED;
    } catch (UsageException e) {
      throw CliException.usage(e.getMessage(), "correct the model or the option it names");
    }
  }

  private static Model model(String name, Store store) {
    List<Model> all = SpecFiles.bundled().manifest().models();
    List<Model> playable = all.stream().filter(model -> canPlay(model, store)).toList();
    List<String> names = playable.stream().map(Model::name).toList();
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
    console.println("%s on %s: %s".formatted(model.name(), store, model.sentence()));
    TextTable table = new TextTable("action", ">model steps", ">code steps", ">not taken");
    for (String action : new TreeSet<>(result.edges().keySet())) {
      table.row(
          action,
          String.format(Locale.ROOT, "%,d", result.edges().get(action)),
          String.format(Locale.ROOT, "%,d", result.steps().getOrDefault(action, 0)),
          String.format(Locale.ROOT, "%,d", result.uncovered().getOrDefault(action, 0)));
    }
    console.print(table);
    console.println();
    result.mismatches().forEach(mismatch -> console.println(mismatch.toString()));
    console.println(
        String.format(
            Locale.ROOT,
            "%,d states, %,d steps between them; %,d paths of the code, %,d steps; %s",
            result.states(),
            result.allEdges(),
            result.paths(),
            result.allSteps(),
            verdict(store, result)));
    console.println(String.format(Locale.ROOT, "in %,d s", elapsed.toSeconds()));
  }

  private static String verdict(Store store, ReplayRun.Result result) {
    if (!result.held()) {
      return "[violation] the code is not the model: see above";
    }
    return store == Store.memory
        ? "[ok] every one was taken, and the state was TLC's after each"
        : "[ok] every action was taken, and the state was TLC's after each";
  }
}
