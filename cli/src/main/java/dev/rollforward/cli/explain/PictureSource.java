package dev.rollforward.cli.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.cli.LiveLine;
import dev.rollforward.cli.TempFolder;
import dev.rollforward.cli.check.NearNames;
import dev.rollforward.spec.check.LaneCheck;
import dev.rollforward.spec.check.LaneListener;
import dev.rollforward.spec.check.LaneOptions;
import dev.rollforward.spec.model.Fault;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Scene;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.model.SpecModule;
import dev.rollforward.spec.picture.Picture;
import dev.rollforward.spec.picture.TracePicture;
import dev.rollforward.spec.report.LaneReport;
import dev.rollforward.spec.report.RunOutcome;
import dev.rollforward.spec.trace.PrintedTrace;
import dev.rollforward.spec.trace.Trace;
import dev.rollforward.spec.trace.TraceState;
import dev.rollforward.trace.TraceFile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what is to be drawn, by name or in files. */
public final class PictureSource {
  private static final JsonMapper JSON = new JsonMapper();

  private final Console console;
  private final SpecFiles spec = SpecFiles.bundled();
  private final Manifest manifest = spec.manifest();

  /** A source that shows its progress on {@code console}. */
  public PictureSource(Console console) {
    this.console = console;
  }

  /**
   * The pictures of a fault or scene, or of all that stands in some files.
   *
   * @throws CliException if there is no such name, or a file has no behaviour in it
   */
  public List<Picture> pictures(List<String> what) {
    String first = what.get(0);
    if (what.size() == 1 && names().contains(first)) {
      return List.of(ofName(first));
    }
    List<Path> files = what.stream().map(Path::of).toList();
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        refuse(what.size(), file.toString());
      }
    }
    String text = read(files.get(0));
    if (text.contains("\"" + TraceFile.MARK + "\"")) {
      return TraceFiles.pictures(console, files);
    }
    if (files.size() > 1) {
      throw CliException.usage(
          files.get(0) + " is no trace of the library, and only traces are drawn together",
          "name one file");
    }
    return text.stripLeading().startsWith("{")
        ? ofReport(first, text)
        : List.of(ofTlc(first, text));
  }

  private List<String> names() {
    return Stream.concat(
            manifest.faults().stream().map(Fault::name),
            manifest.scenes().stream().map(Scene::name))
        .toList();
  }

  private void refuse(int given, String name) {
    boolean path = given > 1 || name.contains("/") || name.contains(".");
    if (path) {
      throw CliException.usage(
          name + ": there is no such file",
          "name a file, or a fault: rollforward faults lists them");
    }
    NearNames.require("fault or scene", name, names());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw CliException.usage(file + " is no text", "name a file that TLC or --trace has written");
    } catch (IOException e) {
      throw CliException.usage(file + " cannot be read: " + e, "see whether you may read it");
    }
  }

  private Picture ofName(String name) {
    try (TempFolder folder = new TempFolder("rollforward-explain-");
        LiveLine line = console.liveLine()) {
      line.update("TLC searches for " + name + "...");
      LaneReport report =
          new LaneCheck(spec, LaneOptions.defaults(folder.path()))
              .run(manifest.only(name), new LaneListener() {});
      RunOutcome outcome =
          Stream.concat(report.faults().stream(), report.scenes().stream())
              .findFirst()
              .orElseThrow();
      return TracePicture.of(outcome, manifest, spec.words())
          .orElseThrow(
              () ->
                  CliException.unknown(
                      "TLC found no counterexample of " + name + ": " + outcome.explain(),
                      "run rollforward check on it",
                      null));
    }
  }

  private Picture ofTlc(String file, String text) {
    PrintedTrace printed =
        PrintedTrace.in(text)
            .orElseThrow(
                () ->
                    CliException.usage(
                        file + " has no counterexample of TLC in it",
                        "name what TLC has printed, a report of check --json or a trace"));
    return new TracePicture(moduleOf(file, printed.variables()), spec.words())
        .of(Path.of(file).getFileName().toString(), "", printed.trace(), printed.property());
  }

  /** The module that has just these variables. */
  private SpecModule moduleOf(String file, List<String> variables) {
    return manifest.modules().stream()
        .filter(module -> variables.containsAll(module.actors().keySet()))
        .max(java.util.Comparator.comparing(module -> module.actors().size()))
        .orElseThrow(
            () ->
                CliException.usage(
                    file + " is of no module of this project: its variables are " + variables,
                    "explain draws modules "
                        + manifest.modules().stream().map(SpecModule::module).toList()));
  }

  /** A report has the states whole. */
  private List<Picture> ofReport(String file, String text) {
    List<Picture> pictures = new ArrayList<>();
    JsonNode report = parse(file, text).path("spec");
    for (String kind : List.of("models", "faults", "scenes")) {
      for (JsonNode entry : report.path(kind)) {
        JsonNode result = entry.path("result");
        List<TraceState> states = states(result.path("trace"));
        if (!states.isEmpty()) {
          pictures.add(
              new TracePicture(manifest.module(entry.path("module").asText()), spec.words())
                  .of(
                      entry.path("name").asText(),
                      entry.path("sentence").asText(),
                      new Trace(states, ending(result)),
                      kind.equals("scenes") ? Optional.empty() : property(result)));
        }
      }
    }
    if (pictures.isEmpty()) {
      throw CliException.usage(
          file + " has no counterexample in it", "name a report of check --json on a fault");
    }
    return pictures;
  }

  private static JsonNode parse(String file, String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw CliException.usage(
          file + " cannot be read: " + e.getOriginalMessage(), "write it anew by check --json");
    }
  }

  private static Trace.Ending ending(JsonNode result) {
    return result.path("ending").asText().equals("stutters")
        ? new Trace.Stutters()
        : new Trace.Stops();
  }

  private static Optional<String> property(JsonNode result) {
    return result.path("suspects").size() == 1
        ? Optional.of(result.path("suspects").get(0).asText())
        : Optional.empty();
  }

  private static List<TraceState> states(JsonNode trace) {
    List<TraceState> states = new ArrayList<>();
    for (JsonNode state : trace) {
      Map<String, String> variables = new LinkedHashMap<>();
      state
          .path("variables")
          .fields()
          .forEachRemaining(v -> variables.put(v.getKey(), v.getValue().asText()));
      states.add(
          new TraceState(state.path("step").asInt(), state.path("action").asText(), variables));
    }
    return states;
  }
}
