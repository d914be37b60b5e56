package dev.rollforward.cli.explore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.picture.Fact;
import dev.rollforward.spec.picture.Lifeline;
import dev.rollforward.spec.picture.Picture;
import dev.rollforward.spec.picture.ReaderView;
import dev.rollforward.spec.picture.StateView;
import dev.rollforward.spec.picture.TracePicture;
import dev.rollforward.spec.trace.TraceState;
import dev.rollforward.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A graph of TLC in a form that a page can walk: what each state holds and what each step does, in
 * words, each text once. The steps from a state are in an order that depends on them alone, so that
 * a walk is the same numbers wherever the page was made.
 */
final class GraphPage {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Lifeline READERS = new Lifeline(Lifeline.Kind.OTHER, "what readers see");

  private final StateGraph graph;
  private final TracePicture pictures;
  private final List<TraceState> states = new ArrayList<>();
  private final List<SortedMap<Lifeline, List<Fact>>> views = new ArrayList<>();
  private final Map<String, Integer> texts = new LinkedHashMap<>();

  private GraphPage(StateGraph graph, TracePicture pictures) {
    this.graph = graph;
    this.pictures = pictures;
    for (int i = 0; i < graph.states().size(); i++) {
      Map<String, TlaValue> variables = graph.state(i);
      Map<String, String> printed = new LinkedHashMap<>();
      variables.forEach((name, value) -> printed.put(name, value.toString()));
      states.add(new TraceState(0, "", printed));
      SortedMap<Lifeline, List<Fact>> view = new TreeMap<>(StateView.of(variables));
      view.put(READERS, ReaderView.of(variables));
      views.add(view);
    }
  }

  /**
   * The graph as JSON: {@code lifelines}, each with its kind; {@code texts}; {@code states}, each
   * with the number of a text for each lifeline; {@code steps}, for each state a list of the number
   * of the text of a step and of the state that it leads to, in turn.
   */
  static ObjectNode of(StateGraph graph, TracePicture pictures) {
    return new GraphPage(graph, pictures).json();
  }

  private ObjectNode json() {
    ObjectNode root = MAPPER.createObjectNode();
    List<Lifeline> lifelines =
        views.stream().flatMap(view -> view.keySet().stream()).distinct().sorted().toList();
    ArrayNode heads = root.putArray("lifelines");
    lifelines.forEach(
        lifeline ->
            heads
                .addObject()
                .put("name", lifeline.name())
                .put("process", lifeline.kind().isProcess())
                .put("readers", lifeline.equals(READERS)));
    ArrayNode held = root.putArray("states");
    views.forEach(
        view -> {
          ArrayNode state = held.addArray();
          lifelines.forEach(
              lifeline -> state.add(text(lines(view.getOrDefault(lifeline, List.of())))));
        });
    ArrayNode steps = root.putArray("steps");
    outgoing()
        .forEach(
            edges -> {
              ArrayNode from = steps.addArray();
              edges.forEach(edge -> from.add(text(edge.text())).add(edge.to()));
            });
    ArrayNode all = root.putArray("texts");
    texts.keySet().forEach(all::add);
    return root;
  }

  private record Edge(String text, int to, String target) {}

  private List<List<Edge>> outgoing() {
    List<List<Edge>> outgoing = new ArrayList<>();
    states.forEach(state -> outgoing.add(new ArrayList<>()));
    for (StateGraph.Step step : graph.steps()) {
      if (step.from() != step.to()) {
        outgoing.get(step.from()).add(edge(step));
      }
    }
    outgoing.forEach(
        edges -> edges.sort(Comparator.comparing(Edge::text).thenComparing(Edge::target)));
    return outgoing;
  }

  private Edge edge(StateGraph.Step step) {
    TraceState before = states.get(step.from());
    TraceState after = new TraceState(1, step.action(), states.get(step.to()).variables());
    Picture.Row row = pictures.step(before, after);
    String changes =
        row.changes().stream()
            .map(change -> change.lifeline().name() + " › " + change.text())
            .collect(Collectors.joining("\n"));
    return new Edge(
        String.join("\n", row.who(), row.sentence(), row.action(), changes),
        step.to(),
        after.variables().toString());
  }

  private static String lines(List<Fact> facts) {
    return facts.stream().map(Fact::toString).collect(Collectors.joining("\n"));
  }

  private int text(String text) {
    return texts.computeIfAbsent(text, t -> texts.size());
  }

  /** JSON that can stand within a script element. */
  static String embedded(ObjectNode json) {
    try {
      return MAPPER.writeValueAsString(json).replace("<", "\\u003c").replace("\u2028", "\\u2028");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can always be written", e);
    }
  }
}
