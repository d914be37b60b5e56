package dev.rollforward.spec.picture;

import dev.rollforward.spec.text.Xml;

/** Shapes that lie on one another, the latest on top. All texts are escaped here. */
final class SvgLayer {
  private final StringBuilder shapes = new StringBuilder();

  void open(String tag) {
    shapes.append('<').append(tag).append(">\n");
  }

  void close(String tag) {
    shapes.append("</").append(tag).append(">\n");
  }

  void rect(String kind, int x, int y, int width, int height) {
    add(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>",
        kind, x, y, width, height);
  }

  void line(int x, int from, int to) {
    add("<line x1=\"%s\" y1=\"%s\" x2=\"%1$s\" y2=\"%s\"/>", x, from, to);
  }

  void dot(int x, int y) {
    add("<circle cx=\"%s\" cy=\"%s\" r=\"4\"/>", x, y);
  }

  /** A horizontal arrow. */
  void arrow(int from, int tip, int y) {
    int back = tip > from ? tip - 6 : tip + 6;
    add(
        "<path class=\"arrow\" d=\"M%s %sH%sM%s %sL%s %sL%s %s\"/>",
        from, y, tip, back, y - 4, tip, y, back, y + 4);
  }

  void text(String kind, int x, int baseline, String text) {
    runs(kind, x, baseline, new Run("", text));
  }

  /** A line of text in several styles. */
  void runs(String kind, int x, int baseline, Run... runs) {
    shapes.append("<text%s x=\"%s\" y=\"%s\">".formatted(attribute(kind), x, baseline));
    for (Run run : runs) {
      String escaped = Xml.escape(run.text());
      shapes.append(
          run.kind().isEmpty()
              ? escaped
              : "<tspan class=\"%s\">%s</tspan>".formatted(run.kind(), escaped));
    }
    shapes.append("</text>\n");
  }

  private static String attribute(String kind) {
    return kind.isEmpty() ? "" : " class=\"" + kind + "\"";
  }

  /** A piece of a line in one style. */
  record Run(String kind, String text) {}

  private void add(String form, Object... values) {
    shapes.append(form.formatted(values)).append('\n');
  }

  @Override
  public String toString() {
    return shapes.toString();
  }
}
