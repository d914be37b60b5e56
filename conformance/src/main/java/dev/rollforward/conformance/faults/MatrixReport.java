package dev.rollforward.conformance.faults;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/**
 * The matrix, or a part of it.
 *
 * @param rows one for each fault that was planted
 * @param engines the engines that were asked, now or in an earlier run that is kept
 * @param libraryDigest tells the sources of the library that the faults were planted into
 * @param elapsed how long all of it took
 */
public record MatrixReport(
    List<Row> rows, List<Engine> engines, String libraryDigest, Duration elapsed) {
  static final int FORMAT = 1;

  /** Copies the lists. */
  public MatrixReport {
    rows = List.copyOf(rows);
    engines = List.copyOf(engines);
  }

  /** What is wrong, in sentences; whether enough engines noticed is told only if all were asked. */
  public List<String> problems() {
    return rows.stream()
        .flatMap(row -> (isWhole() ? row.problems() : row.wrong()).stream())
        .toList();
  }

  /** Whether every engine was asked. */
  public boolean isWhole() {
    return engines.size() == Engine.values().length;
  }

  /** The rows of which nothing is known that would be enough. */
  public List<String> open() {
    return isWhole()
        ? rows.stream().filter(Row::isOpen).map(row -> row.patch().name()).toList()
        : List.of();
  }

  /** For machines. */
  public String json() {
    JsonMapper mapper = new JsonMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("format", FORMAT);
    root.put("library", libraryDigest);
    root.put("millis", elapsed.toMillis());
    var faults = root.putArray("faults");
    rows.forEach(row -> put(row, faults.addObject()));
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(Row row, ObjectNode fault) {
    fault.put("name", row.patch().name());
    fault.put("spec", row.specDigest());
    row.reason().ifPresent(reason -> fault.put("reason", reason));
    ObjectNode cells = fault.putObject("engines");
    row.cells()
        .forEach(
            (engine, cell) -> {
              ObjectNode node = cells.putObject(engine.label());
              node.put("finding", cell.finding().kind().label());
              node.put("by", cell.finding().by());
              node.put("detail", cell.finding().detail());
              node.put("millis", cell.elapsed().toMillis());
            });
  }

  /** For people: the table of {@code docs/fault-matrix.md}. */
  public String markdown() {
    StringBuilder text = new StringBuilder("| fault | planted in |");
    engines.forEach(engine -> text.append(' ').append(engine.label()).append(" |"));
    text.append(" reason |\n|").append(" --- |".repeat(engines.size() + 3)).append('\n');
    for (Row row : rows) {
      text.append('|');
      add(text, row.patch().name());
      add(text, String.join(", ", row.patch().files()));
      engines.forEach(engine -> add(text, words(row.cells().get(engine))));
      add(text, row.reason().orElse(""));
      text.append('\n');
    }
    return text.toString();
  }

  private static void add(StringBuilder text, String cell) {
    text.append(cell.isEmpty() ? " |" : " " + cell + " |");
  }

  private static String words(Row.Cell cell) {
    if (cell == null) {
      return "";
    }
    Finding finding = cell.finding();
    return switch (finding.kind()) {
      case CAUGHT -> "`" + finding.by() + "`";
      case OTHERWISE -> "otherwise: " + finding.by();
      case MISSED -> "missed";
      case NOT_APPLICABLE -> "–";
      case UNKNOWN -> "unknown";
    };
  }
}
