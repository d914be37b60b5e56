package dev.rollforward.cli.report;

import java.util.ArrayList;
import java.util.List;

/** A page that stands alone: style and script are in it, and it asks nobody for anything. */
final class Page {
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

  private Page() {}

  static String of(String title, String style, Html head, List<Section> sections, String script) {
    List<Html> contents = new ArrayList<>();
    List<Html> bodies = new ArrayList<>();
    for (Section section : sections) {
      contents.add(Html.tag("li", Html.link(section.id(), Html.of(section.title()))));
      bodies.add(
          new Html("<section id=\"" + Html.of(section.id()).text() + "\">")
              .and(Html.tag("h2", Html.of(section.title())))
              .and(section.body())
              .and(new Html("</section>")));
    }
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="%s">
        <link rel="icon" href="data:,">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the evidence</a>
        <header><h1>%s</h1>%s</header>
        <div class="columns">
        <nav aria-label="Contents"><ol>%s</ol></nav>
        <main id="main">%s</main>
        </div>
        <script>
        %s</script>
        </body>
        </html>
        """
        .formatted(
            POLICY.replace("'", "&#39;"),
            Html.of(title).text(),
            style,
            Html.of(title).text(),
            head.text(),
            Html.join(contents).text(),
            Html.join(bodies).text(),
            script);
  }
}
