package dev.rollforward.cli.explore;

import dev.rollforward.cli.pages.Resources;
import dev.rollforward.spec.text.Xml;
import java.util.Map;

/** The page of {@code explore}. */
final class ExplorePage {
  private ExplorePage() {}

  /**
   * The page.
   *
   * @param texts what stands in it: {@code name}, {@code sentence}, {@code made}
   * @param graph JSON that may stand within a script element
   */
  static String of(Map<String, String> texts, String graph) {
    String page = Resources.text("explore.html");
    for (Map.Entry<String, String> text : texts.entrySet()) {
      page = page.replace("{{" + text.getKey() + "}}", Xml.escape(text.getValue()));
    }
    return page.replace("{{style}}", Resources.text("page.css") + Resources.text("explore.css"))
        .replace("{{script}}", Resources.text("explore.js"))
        .replace("{{graph}}", graph);
  }
}
