package dev.rollforward.conformance.replay;

import dev.rollforward.spec.graph.StateGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Some of the paths that cover a graph: the shortest with each action, and others at random. */
final class PathSample {
  private final List<List<Integer>> paths;

  PathSample(StateGraph graph, int count, long seed) {
    List<List<Integer>> all = new ArrayList<>();
    PathCover cover = new PathCover(graph);
    for (List<Integer> path = cover.nextPath(); !path.isEmpty(); path = cover.nextPath()) {
      all.add(path);
    }
    Set<List<Integer>> chosen = new LinkedHashSet<>(shortestByAction(graph, all).values());
    Collections.shuffle(all, new Random(seed));
    for (List<Integer> path : all) {
      if (chosen.size() >= count) {
        break;
      }
      chosen.add(path);
    }
    this.paths = List.copyOf(chosen);
  }

  private static Map<String, List<Integer>> shortestByAction(
      StateGraph graph, List<List<Integer>> all) {
    Map<String, List<Integer>> shortest = new TreeMap<>();
    for (List<Integer> path : all) {
      for (int step : path) {
        shortest.merge(
            graph.steps().get(step).action(),
            path,
            (old, other) -> other.size() < old.size() ? other : old);
      }
    }
    return shortest;
  }

  List<List<Integer>> paths() {
    return paths;
  }
}
