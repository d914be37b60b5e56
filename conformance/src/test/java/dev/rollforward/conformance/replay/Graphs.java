package dev.rollforward.conformance.replay;

import dev.rollforward.spec.Model;
import dev.rollforward.spec.SpecFiles;
import dev.rollforward.spec.StateGraph;
import dev.rollforward.spec.TlcOptions;
import dev.rollforward.spec.TlcRunner;
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
