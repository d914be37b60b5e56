package dev.rollforward.conformance.replay;

import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.model.Model;
import dev.rollforward.spec.model.SpecFiles;
import dev.rollforward.spec.tlc.TlcOptions;
import dev.rollforward.spec.tlc.TlcRunner;
import java.nio.file.Path;

/** State graphs of the models that can be replayed. */
final class Graphs {
  private Graphs() {}

  static Model model(String name) {
    return SpecFiles.bundled().manifest().of("Rollforward").models().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static StateGraph of(Model model, Path folder) {
    SpecFiles.bundled().unpackTo(folder);
    return new TlcRunner(folder, folder, TlcOptions.defaults()).graph(model, progress -> {});
  }
}
