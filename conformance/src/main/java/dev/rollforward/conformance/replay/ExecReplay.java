package dev.rollforward.conformance.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollforward.spec.graph.StateGraph;
import dev.rollforward.spec.value.TlaValue;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Drives an implementation in any language along every step of a model, over its standard input and
 * output: one line of JSON for each action, and one for the state after it. The form is that of
 * {@code docs/trace-format.md}.
 */
public final class ExecReplay {
  private static final int ENOUGH = 5;
  private static final int SECONDS = 30;
  private static final String NONE = "none";
  private static final JsonMapper MAPPER = new JsonMapper();

  private final StateGraph graph;
  private final List<String> command;

  /**
   * @param command the program to start, with its arguments
   */
  public ExecReplay(StateGraph graph, List<String> command) {
    this.graph = graph;
    this.command = List.copyOf(command);
  }

  /** The implementation does not answer, or not in JSON. */
  public static final class Unusable extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  /**
   * A step after which the state was another.
   *
   * @param actions the path up to and including that step
   * @param field what differs
   * @param expected its value in the model, as JSON
   * @param actual its value in the implementation
   */
  public record Difference(List<String> actions, String field, String expected, String actual) {
    /** Copies the list. */
    public Difference {
      actions = List.copyOf(actions);
    }

    @Override
    public String toString() {
      return "after "
          + String.join(", ", actions)
          + ":\n  "
          + field
          + "\n    model:          "
          + expected
          + "\n    implementation: "
          + actual;
    }
  }

  /**
   * What came of it.
   *
   * @param states the states of the model
   * @param steps its steps
   * @param covered how many of these were taken, each with the state of the model after it
   * @param differences the first few steps that differed, at most one a path
   */
  public record Result(int states, int steps, int covered, List<Difference> differences) {
    /** Copies the list. */
    public Result {
      differences = List.copyOf(differences);
    }

    /** Whether every step was taken, and the state was that of the model after each. */
    public boolean held() {
      return covered == steps && differences.isEmpty();
    }
  }

  /**
   * Does it.
   *
   * @throws Unusable if it cannot be started, ends, or does not answer within half a minute
   */
  public Result run() {
    List<Difference> differences = new ArrayList<>();
    PathCover cover = new PathCover(graph);
    boolean[] taken = new boolean[graph.steps().size()];
    try (Conversation conversation = new Conversation(command)) {
      List<Integer> path = cover.nextPath();
      while (!path.isEmpty() && differences.size() < ENOUGH) {
        follow(path, conversation, taken).ifPresent(differences::add);
        path = cover.nextPath();
      }
    }
    int covered = 0;
    for (boolean one : taken) {
      covered += one ? 1 : 0;
    }
    return new Result(graph.states().size(), graph.steps().size(), covered, differences);
  }

  private Optional<Difference> follow(List<Integer> path, Conversation with, boolean[] taken) {
    List<String> actions = new ArrayList<>(List.of("begin"));
    Map<String, TlaValue> before = graph.state(0);
    Optional<Difference> difference = compare(actions, before, with.say(begin(before)));
    Iterator<Integer> steps = path.iterator();
    while (difference.isEmpty() && steps.hasNext()) {
      int number = steps.next();
      StateGraph.Step step = graph.steps().get(number);
      Map<String, TlaValue> after = graph.state(step.to());
      ReplayStep move = ReplayStep.between(before, step.action(), after);
      actions.add(move.toString());
      ObjectNode said = MAPPER.createObjectNode();
      said.put("action", move.action());
      said.put("operation", move.operation());
      said.put("turn", move.turn().name());
      difference = compare(actions, after, with.say(said));
      taken[number] = taken[number] || difference.isEmpty();
      before = after;
    }
    return difference;
  }

  private static ObjectNode begin(Map<String, TlaValue> start) {
    ObjectNode message = MAPPER.createObjectNode();
    ObjectNode begin = message.putObject("begin");
    ArrayNode tables = begin.putArray("tables");
    start.get("chain").asFunction().keySet().forEach(table -> tables.add(Tla.number(table)));
    ObjectNode operations = begin.putObject("operations");
    start
        .get("wbase")
        .asFunction()
        .forEach(
            (op, bases) -> {
              ArrayNode of = operations.putArray(op.toString());
              bases.asFunction().keySet().forEach(table -> of.add(Tla.number(table)));
            });
    return message;
  }

  private static Optional<Difference> compare(
      List<String> actions, Map<String, TlaValue> model, JsonNode actual) {
    JsonNode expected = state(model);
    for (Iterator<String> fields = expected.fieldNames(); fields.hasNext(); ) {
      String field = fields.next();
      if (!expected.get(field).equals(actual.path(field))) {
        String said = actual.has(field) ? actual.get(field).toString() : actual.toString();
        return Optional.of(new Difference(actions, field, expected.get(field).toString(), said));
      }
    }
    return Optional.empty();
  }

  /** What outlives the processes, and what callers were told. */
  static JsonNode state(Map<String, TlaValue> model) {
    ObjectNode state = MAPPER.createObjectNode();
    ObjectNode tables = state.putObject("tables");
    model
        .get("chain")
        .asFunction()
        .forEach(
            (table, chain) -> {
              ArrayNode versions = tables.putArray(table.toString());
              chain.asFunction().values().forEach(version -> put(versions.addObject(), version));
            });
    TlaValue manifest = model.get("manifest");
    ObjectNode pins = state.putObject("pins");
    each(manifest, "pins").forEach((table, pin) -> pins.put(table.toString(), Tla.number(pin)));
    putTexts(state.putObject("decisions"), each(manifest, "dec"));
    ArrayNode sidecars = state.putArray("sidecars");
    model.get("sidecars").asSet().stream().mapToInt(Tla::number).sorted().forEach(sidecars::add);
    ObjectNode audits = state.putObject("audits");
    model
        .get("audits")
        .asFunction()
        .forEach(
            (op, records) -> {
              if (!records.asFunction().isEmpty()) {
                audits.put(op.toString(), joined(records));
              }
            });
    putTexts(state.putObject("told"), model.get("reply").asFunction());
    return reread(state.toString());
  }

  private static void put(ObjectNode node, TlaValue version) {
    node.put("op", Tla.number(version.field("op").orElseThrow()));
    if (Tla.isRestore(version)) {
      node.put("restores", Tla.number(version.field("restores").orElseThrow()));
    } else {
      node.putNull("restores");
    }
  }

  private static Map<TlaValue, TlaValue> each(TlaValue record, String field) {
    return record.field(field).orElseThrow().asFunction();
  }

  private static void putTexts(ObjectNode node, Map<TlaValue, TlaValue> texts) {
    texts.forEach(
        (op, text) -> {
          String word = ((TlaValue.Text) text).text();
          if (!word.equals(NONE)) {
            node.put(op.toString(), word);
          }
        });
  }

  private static String joined(TlaValue records) {
    return records.asFunction().values().stream()
        .map(record -> ((TlaValue.Text) record).text())
        .collect(Collectors.joining(","));
  }

  /** So that numbers are of the types that a reader gives them. */
  private static JsonNode reread(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new Unusable("the implementation answered what is no JSON: " + json);
    }
  }

  /** A process that answers each line with a line. */
  private static final class Conversation implements AutoCloseable {
    private final Process process;
    private final BufferedWriter to;
    private final BufferedReader from;
    private final ExecutorService reader =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "reads an implementation");
              thread.setDaemon(true);
              return thread;
            });

    Conversation(List<String> command) {
      try {
        process =
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      } catch (IOException e) {
        throw new Unusable("the implementation cannot be started: " + e.getMessage());
      }
      to = process.outputWriter();
      from = process.inputReader();
    }

    JsonNode say(ObjectNode message) {
      try {
        to.write(message + "\n");
        to.flush();
        Future<String> line = reader.submit(from::readLine);
        String answer = line.get(SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
          throw new Unusable("the implementation ended before it answered " + message);
        }
        return reread(answer);
      } catch (IOException e) {
        throw new Unusable("the implementation takes no more input: " + e.getMessage());
      } catch (TimeoutException e) {
        throw new Unusable(
            "the implementation gave no answer within " + SECONDS + " s to " + message);
      } catch (ExecutionException e) {
        throw new UncheckedIOException(new IOException(e.getCause()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unusable("interrupted");
      }
    }

    @Override
    public void close() {
      process.destroy();
      reader.shutdownNow();
    }
  }
}
