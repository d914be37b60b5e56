package dev.rollforward.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A table for people: a title above each column, every column as wide as its widest cell. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<Cell>> rows = new ArrayList<>();

  /**
   * A column.
   *
   * @param title what stands above it
   * @param right whether it is aligned to the right, as numbers are
   */
  private record Column(String title, boolean right) {}

  /**
   * A table without rows.
   *
   * @param titles one for each column; one that starts with {@code >} is aligned to the right
   */
  public TextTable(String... titles) {
    columns =
        Arrays.stream(titles)
            .map(title -> title.startsWith(">") ? right(title) : new Column(title, false))
            .toList();
  }

  private static Column right(String title) {
    return new Column(title.substring(1), true);
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
    rows.add(Arrays.stream(cells).map(Cell::of).toList());
    return this;
  }

  /** Whether it has no rows. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  List<String> lines(boolean colour) {
    int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
    List<String> lines = new ArrayList<>();
    lines.add(line(titles(), widths, colour));
    rows.forEach(row -> lines.add(line(row, widths, colour)));
    return lines;
  }

  private List<Cell> titles() {
    return columns.stream().map(column -> new Cell(column.title(), Style.DIM)).toList();
  }

  private int width(int column) {
    return Math.max(
        columns.get(column).title().length(),
        rows.stream().mapToInt(row -> row.get(column).width()).max().orElse(0));
  }

  private String line(List<Cell> cells, int[] widths, boolean colour) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - cells.get(i).width());
      String text = cells.get(i).style().on(cells.get(i).text(), colour);
      line.append(i == 0 ? "" : GAP)
          .append(columns.get(i).right() ? padding + text : text + padding);
    }
    return line.toString().stripTrailing();
  }
}
