package dev.rollforward.conformance.replay;

import dev.rollforward.spec.graph.StateGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Paths from the initial state that take every step of a graph together. Each goes the shortest way
 * to a step that none has taken yet, and on along such steps for as long as one is near.
 */
public final class PathCover {
  /** How many states to look at for another new step before a path ends. */
  private static final int NEAR = 300;

  private final StateGraph graph;
  private final List<List<Integer>> out = new ArrayList<>();
  private final int[] arrival;
  private final BitSet taken = new BitSet();
  private int next;

  /** A cover of {@code graph}. */
  public PathCover(StateGraph graph) {
    this.graph = graph;
    graph.states().forEach(state -> out.add(new ArrayList<>()));
    for (int i = 0; i < graph.steps().size(); i++) {
      out.get(graph.steps().get(i).from()).add(i);
    }
    this.arrival = shortestWays();
  }

  /** For each state, the step by which it is reached soonest; -1 for the initial one. */
  private int[] shortestWays() {
    int[] ways = new int[graph.states().size()];
    Arrays.fill(ways, -1);
    Deque<Integer> queue = new ArrayDeque<>(List.of(0));
    while (!queue.isEmpty()) {
      int state = queue.remove();
      for (int step : out.get(state)) {
        int to = graph.steps().get(step).to();
        if (to != 0 && ways[to] < 0) {
          ways[to] = step;
          queue.add(to);
        }
      }
    }
    return ways;
  }

  /** How many steps some path has taken. */
  public int covered() {
    return taken.cardinality();
  }

  /** Another path, as indices of steps; empty if every step is on one. */
  public List<Integer> nextPath() {
    next = taken.nextClearBit(next);
    if (next >= graph.steps().size()) {
      return List.of();
    }
    List<Integer> path = wayTo(graph.steps().get(next).from());
    path.add(next);
    path.forEach(taken::set);
    for (List<Integer> more = nearby(end(path)); !more.isEmpty(); more = nearby(end(path))) {
      more.forEach(taken::set);
      path.addAll(more);
    }
    return path;
  }

  private int end(List<Integer> path) {
    return graph.steps().get(path.get(path.size() - 1)).to();
  }

  private List<Integer> wayTo(int state) {
    List<Integer> way = new ArrayList<>();
    for (int at = state; at != 0; at = graph.steps().get(arrival[at]).from()) {
      way.add(arrival[at]);
    }
    Collections.reverse(way);
    return way;
  }

  /** The shortest way from {@code state} to a new step, that step included; empty if it is far. */
  private List<Integer> nearby(int state) {
    List<Integer> reached = new ArrayList<>(List.of(state));
    List<Integer> by = new ArrayList<>(List.of(-1));
    List<Integer> parent = new ArrayList<>(List.of(-1));
    Set<Integer> seen = new HashSet<>(reached);
    for (int i = 0; i < reached.size() && i < NEAR; i++) {
      for (int step : out.get(reached.get(i))) {
        if (!taken.get(step)) {
          return way(by, parent, i, step);
        }
        int to = graph.steps().get(step).to();
        if (seen.add(to)) {
          reached.add(to);
          by.add(step);
          parent.add(i);
        }
      }
    }
    return List.of();
  }

  private static List<Integer> way(List<Integer> by, List<Integer> parent, int last, int step) {
    List<Integer> way = new ArrayList<>(List.of(step));
    for (int i = last; parent.get(i) >= 0; i = parent.get(i)) {
      way.add(by.get(i));
    }
    Collections.reverse(way);
    return way;
  }
}
