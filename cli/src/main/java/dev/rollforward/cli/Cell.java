package dev.rollforward.cli;

import java.util.Objects;

/**
 * A cell of a {@link TextTable}.
 *
 * @param text one line of text
 * @param style how it stands out
 */
public record Cell(String text, Style style) {
  /** Control characters are shown as {@code ?}: names are free text, and may hold escapes. */
  public Cell {
    Objects.requireNonNull(style, "style");
    text = text.replaceAll("\\p{Cntrl}", "?");
  }

  /** {@code content}'s text; a cell is taken as it is. */
  static Cell of(Object content) {
    return content instanceof Cell cell ? cell : new Cell(content.toString(), Style.PLAIN);
  }

  int width() {
    return text.codePointCount(0, text.length());
  }
}
