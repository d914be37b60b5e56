package dev.rollforward.conformance.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollforward.conformance.MemoryBed;
import dev.rollforward.spec.SpecFiles;
import dev.rollforward.spec.StateGraph;
import dev.rollforward.spec.TlcOptions;
import dev.rollforward.spec.TlcRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"replay-alone", "replay"})
  void every(String name) {
    SpecFiles.bundled().unpackTo(folder);
    var model =
        SpecFiles.bundled().manifest().of("Rollforward").models().stream()
            .filter(m -> m.name().equals(name))
            .findFirst()
            .orElseThrow();
    long start = System.nanoTime();
    StateGraph graph =
        new TlcRunner(folder, folder, TlcOptions.defaults()).graph(model, progress -> {});
    System.out.println(
        graph.states().size()
            + " "
            + graph.steps().size()
            + " "
            + (System.nanoTime() - start) / 1e9);
    PathCover cover = new PathCover(graph);
    String scenario = model.constants().get("Scenario").replace("\"", "");
    Replay replay = new Replay(scenario, graph, MemoryBed::new, UnaryOperator.identity());
    int paths = 0;
    long length = 0;
    for (List<Integer> path = cover.nextPath(); !path.isEmpty(); path = cover.nextPath()) {
      paths++;
      length += path.size();
      Optional<Mismatch> mismatch = replay.along(path);
      assertThat(mismatch).isEmpty();
    }
    System.out.println(
        paths
            + " paths, "
            + length
            + " steps "
            + replay.steps()
            + " "
            + (System.nanoTime() - start) / 1e9);
  }
}
