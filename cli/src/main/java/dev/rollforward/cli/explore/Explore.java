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
import dev.rollforward.cli.runs.Git;
import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.SpecFiles;
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
   * The page of a model, or of the counterexample of a fault.
   *
   * @param name its name
   * @return HTML
   * @throws CliException if there is nothing of that name, or it is too large
   */
  public String page(String name) {
    List<String> names = new ArrayList<>(small().stream().map(Model::name).toList());
    names.addAll(manifest.faults().stream().map(Fault::name).toList());
    if (manifest.models().stream().anyMatch(model -> model.name().equals(name))
        && !names.contains(name)) {
      throw CliException.usage(
          "model " + name + " has more than " + MOST_STATES + " states",
          "explore one of " + small().stream().map(Model::name).collect(Collectors.joining(", ")));
    }
    NearNames.require("small model or fault", name, names);
    try (TempFolder folder = new TempFolder("rollforward-explore-");
        LiveLine line = console.liveLine()) {
      spec.unpackTo(folder.path());
      TlcRunner tlc =
          new TlcRunner(folder.path(), folder.path(), TlcOptions.defaults().withWorkers(1));
      line.update("TLC explores " + name + "...");
      return small().stream()
          .filter(model -> model.name().equals(name))
          .findFirst()
          .map(model -> ofModel(tlc, model))
          .orElseGet(() -> ofFault(tlc, name));
    }
  }

  private List<Model> small() {
    return manifest.models().stream()
        .filter(model -> model.expect() != null && model.expect().distinct().high() <= MOST_STATES)
        .toList();
  }

  /** All of a model. TLC has to find that its invariants hold before it is shown. */
  private String ofModel(TlcRunner tlc, Model model) {
    StateGraph graph = tlc.checkedGraph(model, progress -> {});
    return html(model, model.sentence(), graph, model.invariants(), Optional.empty());
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
    return html(
        injection.model(),
        sentence,
        path(violated.trace()),
        List.of(),
        Optional.of(violated.property()));
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

  private String html(
      Model model, String sentence, StateGraph graph, List<String> held, Optional<String> broken) {
    ObjectNode json =
        GraphPage.of(graph, new TracePicture(manifest.module(model.module()), spec.words()));
    json.put("name", model.name());
    json.put("digest", spec.digest());
    held.forEach(json.withArray("held")::add);
    broken.ifPresent(
        property ->
            json.putObject("broken")
                .put("property", property)
                .put("harm", spec.words().harm(property).orElse("")));
    String made =
        "Module "
            + model.module()
            + String.format(
                Locale.ROOT,
                ", %,d states, %,d steps, from TLC's own graph",
                graph.states().size(),
                graph.steps().size())
            + "; version "
            + Version.ofProject()
            + new Git(Home.path()).commit().map(commit -> ", commit " + commit).orElse("");
    return ExplorePage.of(
        Map.of("name", model.name(), "sentence", sentence, "made", made), GraphPage.embedded(json));
  }

  /**
   * Writes the page of a model.
   *
   * @return the exit code
   * @throws CliException if it cannot be written
   */
  public int write(String name, Path file) {
    String page = page(name);
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
   * Serves the page of a model on this machine until the command is ended.
   *
   * @param port 0 for any that is free
   */
  public int serve(String name, int port) throws InterruptedException {
    String page = page(name);
    try (PageServer server = PageServer.start(page, port)) {
      console.println("Open " + server.address() + " in a browser. Ctrl-C ends it.");
      server.await();
      return ExitCode.OK;
    }
  }
}
