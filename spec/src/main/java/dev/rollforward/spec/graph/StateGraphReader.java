package dev.rollforward.spec.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the graph that TLC writes for GraphViz: one state or step a line. */
public final class StateGraphReader {
  private static final String ARROW = " -> ";

  /** An action of an instance goes by its own name. */
  private static final Pattern STEP =
      Pattern.compile("(-?\\d+) -> (-?\\d+) \\[label=\"(?:\\w+!)*(\\w+)\".*");

  private static final Pattern STATE =
      Pattern.compile("(-?\\d+) \\[label=\"(.*?)\"(,style.*)?\\];?");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  private final Map<String, Integer> indices = new HashMap<>();
  private final List<String> states = new ArrayList<>();
  private final Set<StateGraph.Step> steps = new LinkedHashSet<>();

  private StateGraphReader() {}

  /**
   * Reads a whole file.
   *
   * @throws IllegalStateException if it lacks a state that a step leads to
   */
  public static StateGraph read(Path file) {
    StateGraphReader reader = new StateGraphReader();
    try (Stream<String> lines = Files.lines(file)) {
      lines.forEach(reader::accept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new StateGraph(reader.texts(file), new ArrayList<>(reader.steps));
  }

  private void accept(String line) {
    Matcher step = STEP.matcher(line);
    if (step.matches()) {
      steps.add(new StateGraph.Step(index(step.group(1)), step.group(3), index(step.group(2))));
      return;
    }
    if (line.startsWith(ARROW, Math.max(0, line.indexOf(' ')))) {
      throw new IllegalStateException("this step of TLC's graph names no action: " + line);
    }
    Matcher state = STATE.matcher(line);
    if (state.matches()) {
      states.set(index(state.group(1)), unescaped(state.group(2)));
    }
  }

  /** By first mention: TLC writes the initial state first. */
  private int index(String fingerprint) {
    return indices.computeIfAbsent(
        fingerprint,
        f -> {
          states.add(null);
          return states.size() - 1;
        });
  }

  private static String unescaped(String label) {
    return ESCAPE
        .matcher(label)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(escape.group(1).equals("n") ? "\n" : escape.group(1)));
  }

  private List<String> texts(Path file) {
    if (states.isEmpty() || states.contains(null)) {
      throw new IllegalStateException(file + " is not a whole graph of TLC");
    }
    return states;
  }
}
