package dev.rollforward.cli.explore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.ExitCode;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.TempFolder;
import dev.rollforward.cli.Version;
import dev.rollforward.cli.check.Home;
import dev.rollforward.cli.check.NearNames;
import dev.rollforward.cli.explain.PictureSource;
import dev.rollforward.cli.runs.Git;
import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.picture.Picture;
import dev.rollforward.spec.picture.TracePicture;
import dev.rollforward.spec.tlc.TlcOptions;
import dev.rollforward.spec.tlc.TlcResult;
import dev.rollforward.spec.tlc.TlcRunner;
import dev.rollforward.spec.trace.Trace;
import dev.rollforward.spec.trace.TraceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The command {@code explore}: a model, to be walked by hand. */
public final class Explore {
  /** A page with more states than this would be too large to send to somebody. */
  private static final long MOST_STATES = 20_000;

  private final Console console;
  private final SpecFiles spec = SpecFiles.bundled();
  private final Manifest manifest = spec.manifest();

  /** Prints to {@code console}. */
  public Explore(Console console) {
    this.console = console;
  }

  /**
   * The page of a model, of the counterexample of a fault, or of a behaviour in files.
   *
   * @param what a name, or files as {@code explain} takes them
   * @param faults of a model: those that can be switched on
   * @return HTML
   * @throws CliException if there is nothing of that name, or it is too large
   */
  public String page(List<String> what, List<String> faults) {
    String name = what.get(0);
    if (what.size() > 1 || name.contains("/") || name.contains(".")) {
      refuse(faults, "files");
      return ofFiles(what);
    }
    List<String> names = new ArrayList<>(small().stream().map(Model::name).toList());
    names.addAll(faultNames());
    if (manifest.models().stream().anyMatch(model -> model.name().equals(name))
        && !names.contains(name)) {
      throw CliException.usage(
          "model " + name + " has more than " + MOST_STATES + " states",
          "explore one of " + small().stream().map(Model::name).collect(Collectors.joining(", ")));
    }
    NearNames.require("small model or fault", name, names);
    faults.forEach(fault -> NearNames.require("fault", fault, faultNames()));
    try (TempFolder folder = new TempFolder("rollforward-explore-");
        LiveLine line = console.liveLine()) {
      spec.unpackTo(folder.path());
      TlcRunner tlc =
          new TlcRunner(folder.path(), folder.path(), TlcOptions.defaults().withWorkers(1));
      line.update("TLC explores " + name + "...");
      Optional<Model> model = small().stream().filter(m -> m.name().equals(name)).findFirst();
      if (model.isPresent()) {
        return ofModel(tlc, model.get(), faults);
      }
      refuse(faults, "fault " + name);
      return ofFault(tlc, name);
    }
  }

  private List<String> faultNames() {
    return manifest.faults().stream().map(Fault::name).toList();
  }

  private static void refuse(List<String> faults, String what) {
    if (!faults.isEmpty()) {
      throw CliException.usage(
          "--fault switches a fault on in a model, and this is of " + what,
          "name a model, or leave out --fault");
    }
  }

  /** A behaviour that somebody has kept: what TLC has printed, a report, or traces. */
  private String ofFiles(List<String> files) {
    List<Picture> pictures = new PictureSource(console).pictures(files);
    if (pictures.size() != 1) {
      throw CliException.usage(
          "there are " + pictures.size() + " behaviours in it, and a page is of one",
          "name a file with one");
    }
    Picture picture = pictures.get(0);
    return page(
        PicturePage.of(picture),
        picture.title(),
        (picture.caption().isEmpty() ? "one behaviour" : picture.caption())
            + "; each store shows what has happened to it so far, not what it holds",
        "From " + String.join(", ", files));
  }

  private List<Model> small() {
    return manifest.models().stream()
        .filter(model -> model.expect() != null && model.expect().distinct().high() <= MOST_STATES)
        .toList();
  }

  /** All of a model. TLC has to find that its invariants hold before it is shown. */
  private String ofModel(TlcRunner tlc, Model model, List<String> faults) {
    StateGraph graph = tlc.checkedGraph(model, progress -> {});
    ObjectNode json = json(model, model.name(), graph);
    model.invariants().forEach(json.withArray("held")::add);
    for (String name : faults) {
      SwitchedFault on = SwitchedFault.in(manifest, model, name, tlc);
      ObjectNode switched = json(model, model.name() + "+" + name, on.graph());
      switched
          .put("fault", name)
          .put("sentence", on.fault().sentence())
          .put("property", on.fault().breaks())
          .put("harm", spec.words().harm(on.fault().breaks()).orElse(""));
      on.violated().forEach(switched.withArray("violated")::add);
      json.withArray("faults").add(switched);
    }
    return page(json, model.name(), model.sentence(), made(model, graph));
  }

  /** The one behaviour that TLC found: there is no choice but to go on. */
  private String ofFault(TlcRunner tlc, String name) {
    var injection = manifest.only(name).faults().get(0);
    TlcResult result = tlc.run(injection.model(), progress -> {});
    if (!(result instanceof TlcResult.Violated violated) || violated.trace().length() == 0) {
      throw CliException.unknown(
          "TLC found no counterexample of " + name + ": " + result,
          "run rollforward check on it",
          null);
    }
    String sentence = "the counterexample of " + name + ": " + injection.fault().sentence();
    StateGraph path = path(violated.trace());
    ObjectNode json = json(injection.model(), injection.model().name(), path);
    json.putObject("broken")
        .put("property", violated.property())
        .put("step", path.steps().size())
        .put("harm", spec.words().harm(violated.property()).orElse(""));
    return page(json, name, sentence, made(injection.model(), path));
  }

  private static StateGraph path(Trace trace) {
    List<String> states = new ArrayList<>();
    List<StateGraph.Step> steps = new ArrayList<>();
    for (TraceState state : trace.states()) {
      if (!states.isEmpty()) {
        steps.add(new StateGraph.Step(states.size() - 1, state.action(), states.size()));
      }
      states.add(
          state.variables().entrySet().stream()
              .map(variable -> "/\\ " + variable.getKey() + " = " + variable.getValue())
              .collect(Collectors.joining("\n")));
    }
    return new StateGraph(states, steps);
  }

  private ObjectNode json(Model model, String name, StateGraph graph) {
    ObjectNode json =
        GraphPage.of(graph, new TracePicture(manifest.module(model.module()), spec.words()));
    return json.put("name", name);
  }

  private static String made(Model model, StateGraph graph) {
    return "Module "
        + model.module()
        + String.format(
            Locale.ROOT,
            ", %,d states, %,d steps, from TLC's own graph",
            graph.states().size(),
            graph.steps().size());
  }

  private String page(ObjectNode json, String name, String sentence, String made) {
    if (!json.has("name")) {
      json.put("name", name);
    }
    json.put("digest", spec.digest());
    json.withArray("faults");
    String version =
        "; version "
            + Version.ofProject()
            + new Git(Home.path()).commit().map(commit -> ", commit " + commit).orElse("");
    return ExplorePage.of(
        Map.of("name", name, "sentence", sentence, "made", made + version),
        GraphPage.embedded(json));
  }

  /**
   * Writes a page.
   *
   * @param what see {@link #page}
   * @param faults see {@link #page}
   * @return the exit code
   * @throws CliException if it cannot be written
   */
  public int write(List<String> what, List<String> faults, Path file) {
    String page = page(what, faults);
    try {
      Files.writeString(file, page);
    } catch (IOException e) {
      throw CliException.unknown(
          file + ": the page could not be written there: " + e,
          "name a file that may be written",
          e);
    }
    console.println(
        String.format(
            Locale.ROOT, "Page: %s (%,d kB)", file.toAbsolutePath(), page.length() / 1024));
    return ExitCode.OK;
  }

  /**
   * Serves a page on this machine until the command is ended.
   *
   * @param what see {@link #page}
   * @param faults see {@link #page}
   * @param port 0 for any that is free
   */
  public int serve(List<String> what, List<String> faults, int port) throws InterruptedException {
    String page = page(what, faults);
    try (PageServer server = PageServer.start(page, port)) {
      console.println("Open " + server.address() + " in a browser. Ctrl-C ends it.");
      server.await();
      return ExitCode.OK;
    }
  }
}
