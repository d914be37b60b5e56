package dev.rollforward.cli;

import dev.rollforward.spec.text.Prose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table for people: a title above each column, every column as wide as its widest cell. Where a
 * terminal has no room for it, each row becomes a paragraph.
 */
public final class TextTable {
  private static final String GAP = "  ";
  private static final int LEAST_PROSE = 20;
  private static final String BELOW = "    ";

  private final List<Column> columns;
  private final List<Row> rows = new ArrayList<>();

  /**
   * A column.
   *
   * @param title what stands above it
   * @param kind how it is laid out
   */
  private record Column(String title, Kind kind) {}

  private enum Kind {
    LEFT,
    /** Aligned to the right, as numbers are. */
    RIGHT,
    /** Sentences, which are wrapped where the table would become too wide. */
    PROSE
  }

  /** A line of cells, or a single cell across all columns. */
  private record Row(List<Cell> cells, boolean isGroup) {}

  /**
   * A table without rows.
   *
   * @param titles one for each column; one that starts with {@code >} is aligned to the right, one
   *     that starts with {@code ~} is wrapped where the table would be too wide
   */
  public TextTable(String... titles) {
    columns = Arrays.stream(titles).map(TextTable::column).toList();
  }

  private static Column column(String title) {
    if (title.startsWith(">")) {
      return new Column(title.substring(1), Kind.RIGHT);
    }
    return title.startsWith("~")
        ? new Column(title.substring(1), Kind.PROSE)
        : new Column(title, Kind.LEFT);
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column: a {@link Cell}, or anything that has a text
   * @throws IllegalArgumentException if there are more or fewer cells than columns
   */
  public TextTable row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells in a table of " + columns.size() + " columns");
    }
    rows.add(new Row(Arrays.stream(cells).map(Cell::of).toList(), false));
    return this;
  }

  /** Adds a line that says what the rows below it have in common. */
  public TextTable group(String title) {
    rows.add(new Row(List.of(new Cell(title, Style.BOLD)), true));
    return this;
  }

  /** Whether it has no rows. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * The lines of the table, which is at most {@code width} wide where wrapping can achieve that.
   *
   * @param mayStack whether each row may become a paragraph where it cannot
   */
  List<String> lines(boolean colour, int width, boolean mayStack) {
    int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
    narrow(widths, width);
    return mayStack && excess(widths, width) > 0
        ? stacked(colour, width)
        : inColumns(widths, colour);
  }

  private List<String> inColumns(int[] widths, boolean colour) {
    List<String> lines = new ArrayList<>();
    lines.add(line(titles(), widths, colour));
    for (Row row : rows) {
      if (row.isGroup()) {
        lines.add(row.cells().get(0).style().on(row.cells().get(0).text(), colour));
      } else {
        addLines(lines, row.cells(), widths, colour);
      }
    }
    return lines;
  }

  private List<Cell> titles() {
    return columns.stream().map(column -> new Cell(column.title(), Style.DIM)).toList();
  }

  private int width(int column) {
    return Math.max(
        columns.get(column).title().length(),
        rows.stream()
            .filter(row -> !row.isGroup())
            .mapToInt(row -> row.cells().get(column).width())
            .max()
            .orElse(0));
  }

  private static int excess(int[] widths, int width) {
    return IntStream.of(widths).sum() + GAP.length() * (widths.length - 1) - width;
  }

  private void narrow(int[] widths, int width) {
    int excess = excess(widths, width);
    for (int i = 0; i < widths.length && excess > 0; i++) {
      if (columns.get(i).kind() == Kind.PROSE) {
        int narrower = Math.min(widths[i], Math.max(LEAST_PROSE, widths[i] - excess));
        excess -= widths[i] - narrower;
        widths[i] = narrower;
      }
    }
  }

  /** Each row with its name first; below it the sentences, and what the other columns hold. */
  private List<String> stacked(boolean colour, int width) {
    List<String> lines = new ArrayList<>();
    String indent = rows.stream().anyMatch(Row::isGroup) ? GAP : "";
    for (Row row : rows) {
      if (row.isGroup()) {
        lines.add(row.cells().get(0).style().on(row.cells().get(0).text(), colour));
      } else {
        paragraph(row.cells(), colour, width - indent.length())
            .forEach(line -> lines.add(indent + line));
      }
    }
    return lines;
  }

  private List<String> paragraph(List<Cell> cells, boolean colour, int width) {
    List<String> lines = new ArrayList<>();
    int name = firstWithTitle();
    lines.add(
        cells.subList(0, name + 1).stream()
            .filter(cell -> !cell.text().isEmpty())
            .map(cell -> cell.style().on(cell.text(), colour))
            .collect(Collectors.joining(GAP)));
    List<String> rest = new ArrayList<>();
    for (int i = name + 1; i < cells.size(); i++) {
      String text = cells.get(i).text();
      if (columns.get(i).kind() == Kind.PROSE) {
        addBelow(lines, text, width);
      } else if (!text.isEmpty()) {
        rest.add((columns.get(i).title() + " " + text).strip());
      }
    }
    addBelow(lines, String.join(", ", rest), width);
    return lines;
  }

  private int firstWithTitle() {
    return IntStream.range(0, columns.size())
        .filter(i -> !columns.get(i).title().isEmpty())
        .findFirst()
        .orElse(0);
  }

  private static void addBelow(List<String> lines, String text, int width) {
    if (!text.isEmpty()) {
      Prose.wrap(text, width - BELOW.length()).forEach(line -> lines.add(BELOW + line));
    }
  }

  private void addLines(List<String> lines, List<Cell> cells, int[] widths, boolean colour) {
    List<List<Cell>> pieces =
        IntStream.range(0, widths.length)
            .mapToObj(i -> pieces(i, cells.get(i), widths[i]))
            .toList();
    int height = pieces.stream().mapToInt(List::size).max().orElse(1);
    for (int i = 0; i < height; i++) {
      int at = i;
      lines.add(
          line(
              pieces.stream().map(cell -> at < cell.size() ? cell.get(at) : Cell.of("")).toList(),
              widths,
              colour));
    }
  }

  private List<Cell> pieces(int column, Cell cell, int width) {
    return columns.get(column).kind() == Kind.PROSE && cell.width() > width
        ? Prose.wrap(cell.text(), width).stream().map(text -> new Cell(text, cell.style())).toList()
        : List.of(cell);
  }

  private String line(List<Cell> cells, int[] widths, boolean colour) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(Math.max(0, widths[i] - cells.get(i).width()));
      String text = cells.get(i).style().on(cells.get(i).text(), colour);
      line.append(i == 0 ? "" : GAP)
          .append(columns.get(i).kind() == Kind.RIGHT ? padding + text : text + padding);
    }
    return line.toString().stripTrailing();
  }
}
