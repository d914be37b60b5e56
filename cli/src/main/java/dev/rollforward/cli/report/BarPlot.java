package dev.rollforward.cli.report;

import dev.rollforward.spec.text.Xml;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Bars of counts, one row for each thing that was counted, as SVG within the page: light and dark
 * by the page's own style, and told in words to whoever does not see it.
 */
final class BarPlot {
  private static final int WIDTH = 800;
  private static final int LEFT = 400;
  private static final int ROW = 26;
  private static final int BAR = 16;
  private static final int TEXT = 13;
  private static final int KEY = 24;

  private BarPlot() {}

  /**
   * A row.
   *
   * @param label what was counted
   * @param values a count for each part
   */
  record Row(String label, List<Long> values) {
    long sum() {
      return values.stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * The plot.
   *
   * @param title what it shows
   * @param parts what the parts of a bar are, in their order
   */
  static Html of(String title, List<String> parts, List<Row> rows) {
    long most = rows.stream().mapToLong(Row::sum).max().orElse(1);
    int height = KEY + rows.size() * ROW;
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg class=\"plot\" role=\"img\" viewBox=\"0 0 %s %s\"><title>%s</title><desc>%s</desc>"
            .formatted(WIDTH, height, Xml.escape(title), Xml.escape(words(parts, rows))));
    int x = LEFT;
    for (int part = 0; part < parts.size(); part++) {
      svg.append(rectangle(part, x, 4, BAR / 2 + 2, BAR / 2 + 2));
      svg.append(text("", x + BAR, TEXT, parts.get(part)));
      x += BAR * 2 + parts.get(part).length() * 8;
    }
    for (int i = 0; i < rows.size(); i++) {
      svg.append(row(rows.get(i), KEY + i * ROW, Math.max(1, most)));
    }
    return Html.scroll(title, new Html(svg.append("</svg>").toString()));
  }

  private static String row(Row row, int y, long most) {
    StringBuilder svg = new StringBuilder(text("label", LEFT - 8, y + TEXT, row.label()));
    long scale = WIDTH - LEFT - 48L;
    int x = LEFT;
    for (int part = 0; part < row.values().size(); part++) {
      int width = (int) (row.values().get(part) * scale / most);
      svg.append(rectangle(part, x, y, width, BAR));
      x += width;
    }
    return svg.append(text("", x + 6, y + TEXT, Long.toString(row.sum()))).toString();
  }

  private static String rectangle(int part, int x, int y, int width, int height) {
    return "<rect class=\"part%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
        .formatted(part, x, y, width, height);
  }

  private static String text(String kind, int x, int y, String words) {
    String shown = kind.isEmpty() ? "" : " class=\"" + kind + "\"";
    return "<text%s x=\"%s\" y=\"%s\">%s</text>".formatted(shown, x, y, Xml.escape(words));
  }

  private static String words(List<String> parts, List<Row> rows) {
    return rows.stream()
        .map(
            row ->
                row.label()
                    + ": "
                    + LongStream.range(0, parts.size())
                        .mapToObj(i -> row.values().get((int) i) + " " + parts.get((int) i))
                        .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }
}
