package dev.rollforward.conformance.faults;

import dev.rollforward.conformance.replay.ReplayRun;
import dev.rollforward.spec.model.Manifest;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.tlc.TlcListener;
import dev.rollforward.spec.tlc.TlcOptions;
import dev.rollforward.spec.tlc.TlcRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The state graphs of the sound protocol: TLC makes each once, when it is first needed. */
final class Graphs {
  private final SpecFiles files;
  private final Manifest manifest;
  private final Path folder;
  private final List<String> models;
  private List<String> arguments;

  /**
   * @param folder an existing one
   * @param models whose graphs, from small to large
   */
  Graphs(SpecFiles files, Path folder, List<String> models) {
    this.files = files;
    this.manifest = files.manifest();
    this.folder = folder;
    this.models = List.copyOf(models);
  }

  /** The arguments of {@link ReplayChild}. */
  synchronized List<String> arguments() {
    if (arguments == null) {
      List<String> made = new ArrayList<>();
      models.forEach(name -> add(name, made));
      arguments = List.copyOf(made);
    }
    return arguments;
  }

  private void add(String name, List<String> made) {
    Model model =
        manifest.models().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    try {
      Path place = Files.createDirectories(folder.resolve("graph-" + name)).toAbsolutePath();
      files.unpackTo(place);
      Path file = place.resolve("graph.bin");
      GraphFile.write(
          new TlcRunner(place, place, TlcOptions.defaults()).graph(model, TlcListener.NONE), file);
      made.add(ReplayRun.scenarioOf(model));
      made.add(file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
