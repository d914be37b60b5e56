package dev.rollforward.conformance.faults;

import dev.rollforward.conformance.replay.Mismatch;
import dev.rollforward.conformance.replay.PathCover;
import dev.rollforward.conformance.replay.Replay;
import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.testkit.MemoryTestStores;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Replays state graphs on the library of this JVM, until a step differs. */
final class ReplayChild {
  private ReplayChild() {}

  /**
   * @param arguments pairs of a scenario and a file with the state graph of a model of it
   */
  static Finding run(List<String> arguments) {
    int steps = 0;
    for (int i = 0; i < arguments.size(); i += 2) {
      StateGraph graph = GraphFile.read(Path.of(arguments.get(i + 1)));
      Optional<Mismatch> mismatch = firstMismatch(arguments.get(i), graph);
      if (mismatch.isPresent()) {
        return describe(mismatch.get());
      }
      steps += graph.steps().size();
    }
    return Finding.missed(
        String.format(Locale.ROOT, "the code takes all %,d steps as the model does", steps));
  }

  private static Optional<Mismatch> firstMismatch(String scenario, StateGraph graph) {
    Replay replay = new Replay(scenario, graph, MemoryTestStores::new, UnaryOperator.identity());
    PathCover cover = new PathCover(graph);
    for (List<Integer> path = cover.nextPath(); !path.isEmpty(); path = cover.nextPath()) {
      Optional<Mismatch> mismatch = replay.along(path);
      if (mismatch.isPresent()) {
        return mismatch;
      }
    }
    return Optional.empty();
  }

  private static Finding describe(Mismatch mismatch) {
    List<String> moves = mismatch.moves();
    String last = moves.get(moves.size() - 1);
    return Finding.caught(
        last.substring(0, last.indexOf('(')),
        "after %s steps '%s' differs; model %s, code %s"
            .formatted(moves.size(), mismatch.field(), mismatch.expected(), mismatch.actual()));
  }
}
