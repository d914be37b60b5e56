package dev.rollforward.cli.report;

import dev.rollforward.spec.text.Xml;
import java.util.List;
import java.util.Locale;

/**
 * Pieces of a page. Every text that is put in is escaped, save for what is a piece itself.
 *
 * @param text the markup
 */
record Html(String text) {
  /** Nothing. */
  static final Html NONE = new Html("");

  /** A text. */
  static Html of(String text) {
    return new Html(Xml.escape(text));
  }

  /** A count, its thousands apart. */
  static Html count(long number) {
    return new Html(String.format(Locale.ROOT, "%,d", number));
  }

  /** An element around pieces. */
  static Html tag(String name, Html... inside) {
    return element(name, "", inside);
  }

  /** An element of a class. */
  static Html element(String name, String kind, Html... inside) {
    StringBuilder markup = new StringBuilder("<").append(name);
    if (!kind.isEmpty()) {
      markup.append(" class=\"").append(Xml.escape(kind)).append('"');
    }
    markup.append('>');
    for (Html piece : inside) {
      markup.append(piece.text());
    }
    return new Html(markup.append("</").append(name).append('>').toString());
  }

  /** A paragraph of text. */
  static Html paragraph(String text) {
    return tag("p", of(text));
  }

  /** A name of the specification or of the code. */
  static Html code(String text) {
    return tag("code", of(text));
  }

  /** A link to a part of this page. */
  static Html link(String anchor, Html inside) {
    return new Html("<a href=\"#" + Xml.escape(anchor) + "\">" + inside.text() + "</a>");
  }

  /** What can be opened. */
  static Html details(String anchor, Html summary, Html... inside) {
    String id = anchor.isEmpty() ? "" : " id=\"" + Xml.escape(anchor) + "\"";
    return new Html(
        "<details"
            + id
            + ">"
            + tag("summary", summary).text()
            + join(List.of(inside)).text()
            + "</details>");
  }

  static Html join(List<Html> pieces) {
    StringBuilder markup = new StringBuilder();
    pieces.forEach(piece -> markup.append(piece.text()));
    return new Html(markup.toString());
  }

  Html and(Html other) {
    return new Html(text + other.text);
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /** What can be scrolled, by keyboard too, where the page is too narrow for it. */
  static Html scroll(String label, Html inside) {
    return new Html(
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\""
            + Xml.escape(label)
            + "\">"
            + inside.text()
            + "</div>");
  }

  /**
   * A table that can be scrolled where the page is too narrow for it.
   *
   * @param caption what it shows
   * @param heads the columns; one that begins with {@code >} holds numbers
   */
  static Html table(String caption, List<String> heads, List<List<Html>> rows) {
    StringBuilder markup = new StringBuilder();
    markup.append("<table><caption>").append(Xml.escape(caption)).append("</caption><thead><tr>");
    heads.forEach(
        head ->
            markup
                .append(
                    head.startsWith(">")
                        ? "<th scope=\"col\" class=\"number\">"
                        : "<th scope=\"col\">")
                .append(Xml.escape(head.startsWith(">") ? head.substring(1) : head))
                .append("</th>"));
    markup.append("</tr></thead><tbody>");
    for (List<Html> row : rows) {
      markup.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        markup
            .append(heads.get(i).startsWith(">") ? "<td class=\"number\">" : "<td>")
            .append(row.get(i).text())
            .append("</td>");
      }
      markup.append("</tr>");
    }
    return scroll(caption, new Html(markup.append("</tbody></table>").toString()));
  }
}
