package dev.rollforward.conformance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What an earlier run wrote, as far as it still stands: a whole run takes hours. */
final class MatrixFile {
  private MatrixFile() {}

  /**
   * The answers in {@code file} that rest on the same library, by {@link #key}; none if there is no
   * such file. Those that did not finish are left out.
   */
  static Map<String, Row.Cell> read(Path file, String library) {
    Map<String, Row.Cell> cells = new HashMap<>();
    if (!Files.exists(file)) {
      return cells;
    }
    try {
      JsonNode root = new JsonMapper().readTree(file.toFile());
      if (root.path("format").asInt() == MatrixReport.FORMAT
          && root.path("library").asText().equals(library)) {
        root.path("faults").forEach(fault -> add(fault, cells));
      }
      return cells;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  static String key(String fault, String specDigest, Engine engine) {
    return fault + " " + specDigest + " " + engine;
  }

  private static void add(JsonNode fault, Map<String, Row.Cell> cells) {
    fault
        .path("engines")
        .fields()
        .forEachRemaining(
            entry -> {
              Row.Cell cell = cell(entry.getValue());
              if (cell.finding().kind() != Finding.Kind.UNKNOWN) {
                String name = fault.path("name").asText();
                Engine engine = Engine.of(entry.getKey());
                cells.put(key(name, fault.path("spec").asText(), engine), cell);
              }
            });
  }

  private static Row.Cell cell(JsonNode node) {
    String kind = node.path("finding").asText().toUpperCase(Locale.ROOT).replace(' ', '_');
    return new Row.Cell(
        new Finding(
            Finding.Kind.valueOf(kind), node.path("by").asText(), node.path("detail").asText()),
        Duration.ofMillis(node.path("millis").asLong()));
  }
}
