package dev.rollforward.conformance.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollforward.Action;
import dev.rollforward.trace.TraceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads traces. What stands under one group in several files are its processes' events. */
public final class TraceReader {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  private final Map<String, List<TraceEvent>> groups = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private Path file;
  private int line;
  private List<TraceEvent> events;

  private TraceReader() {}

  /**
   * What some files tell.
   *
   * @param groups by group, in the order in which they are first named
   * @param notes what their reader should know, such as that a last line was cut off
   */
  public record Traces(List<GroupTrace> groups, List<String> notes) {
    /** Copies the lists. */
    public Traces {
      groups = List.copyOf(groups);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Reads {@code files}.
   *
   * @throws UnreadableTrace if one is no trace, or of a format or with an action that is not known
   * @throws UncheckedIOException if one cannot be read
   */
  public static Traces read(List<Path> files) {
    TraceReader reader = new TraceReader();
    files.forEach(reader::readFile);
    return new Traces(
        reader.groups.entrySet().stream()
            .map(group -> new GroupTrace(group.getKey(), group.getValue()))
            .toList(),
        reader.notes);
  }

  private void readFile(Path path) {
    file = path;
    line = 0;
    events = null;
    String text = textOf(path);
    List<String> lines = text.lines().toList();
    boolean whole = text.isEmpty() || text.endsWith("\n");
    for (String content : whole ? lines : lines.subList(0, lines.size() - 1)) {
      line++;
      accept(content);
    }
    if (!whole) {
      notes.add(path + ": the last line was cut off and is left out");
    }
    if (events == null) {
      throw unreadable("it is empty, or its first line was cut off", null);
    }
  }

  private static String textOf(Path path) {
    try {
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the trace " + path, e);
    }
  }

  private void accept(String content) {
    JsonNode node = parse(content);
    if (node.has(TraceFile.MARK)) {
      begin(node);
    } else if (events == null) {
      throw unreadable("this is no trace: its first line has no \"" + TraceFile.MARK + "\"", null);
    } else {
      events.add(event(node));
    }
  }

  private JsonNode parse(String content) {
    try {
      JsonNode node = JSON.readTree(content);
      if (!node.isObject()) {
        throw unreadable("this is no JSON object", null);
      }
      return node;
    } catch (JsonProcessingException e) {
      throw unreadable("this is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private void begin(JsonNode header) {
    JsonNode format = header.get(TraceFile.MARK);
    if (!format.canConvertToInt() || format.intValue() != TraceFile.FORMAT) {
      throw unreadable(
          "format %s is not known; this version reads format %s"
              .formatted(format, TraceFile.FORMAT),
          null);
    }
    events = groups.computeIfAbsent(text(header, "group"), name -> new ArrayList<>());
  }

  private TraceEvent event(JsonNode node) {
    JsonNode sequence = node.get("sequence");
    JsonNode facts = node.get("facts");
    if (sequence == null || !sequence.isIntegralNumber() || facts == null || !facts.isObject()) {
      throw unreadable("an event has no number or no facts", null);
    }
    TraceEvent event =
        new TraceEvent(
            text(node, "process"),
            sequence.longValue(),
            action(text(node, "action")),
            text(node, "operation"),
            node.has("table") ? Optional.of(text(node, "table")) : Optional.empty(),
            facts(facts));
    EventSchema.problemWith(event)
        .or(() -> EventSchema.beyondTheSpecification(event))
        .ifPresent(
            problem -> {
              throw unreadable(problem, null);
            });
    return event;
  }

  private Action action(String name) {
    try {
      return Action.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw unreadable("there is no action " + name, e);
    }
  }

  private String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.isTextual()) {
      throw unreadable("\"" + field + "\" is missing or no text", null);
    }
    return value.textValue();
  }

  private Map<String, Object> facts(JsonNode node) {
    Map<String, Object> facts = new TreeMap<>();
    node.fields().forEachRemaining(field -> facts.put(field.getKey(), value(field.getValue())));
    return facts;
  }

  private Object value(JsonNode node) {
    if (node.isObject()) {
      return facts(node);
    }
    if (node.isArray()) {
      List<String> elements = new ArrayList<>();
      node.forEach(element -> elements.add(element.asText()));
      return elements;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isIntegralNumber() && node.canConvertToInt()) {
      return node.longValue();
    }
    throw unreadable("a fact has the value " + node, null);
  }

  private UnreadableTrace unreadable(String problem, Throwable cause) {
    return new UnreadableTrace(file, line, problem, cause);
  }
}
