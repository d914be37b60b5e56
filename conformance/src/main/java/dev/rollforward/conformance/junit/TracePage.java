package dev.rollforward.conformance.junit;

import dev.rollforward.conformance.trace.EventPicture;
import dev.rollforward.conformance.trace.GroupTrace;
import dev.rollforward.conformance.trace.TraceText;
import dev.rollforward.conformance.trace.TraceVerdict;
import dev.rollforward.spec.picture.PictureSvg;
import dev.rollforward.spec.text.Xml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The picture of each group of a test, and a page that shows them with what TLC says. */
final class TracePage {
  private TracePage() {}

  /** Writes them into {@code folder}. Returns the page. */
  static Path write(Path folder, String title, List<GroupTrace> groups, List<TraceVerdict> verdicts)
      throws IOException {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < groups.size(); i++) {
      String svg = PictureSvg.of(EventPicture.of(groups.get(i), verdicts.get(i)));
      Files.writeString(folder.resolve("picture-" + (i + 1) + ".svg"), svg);
      body.append("<pre>")
          .append(Xml.escape(String.join("\n", TraceText.of(verdicts.get(i)))))
          .append("</pre>\n<div tabindex=\"0\" role=\"group\" aria-label=\"Group ")
          .append(i + 1)
          .append(", step by step\">\n")
          .append(svg)
          .append("</div>\n");
    }
    return Files.writeString(
        folder.resolve("picture.html"),
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,">
        <title>%1$s</title>
        <style>
        body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:80rem;padding:1rem}
        pre{white-space:pre-wrap;overflow-wrap:anywhere}div{overflow-x:auto}
        </style>
        </head>
        <body>
        <h1>%1$s</h1>
        <p>What the groups of this test did, step by step, as recorded in the .ndjson files beside this page. Check them again:
        <code>./rollforward validate</code> with all of these files.</p>
        %2$s</body>
        </html>
        """
            .formatted(Xml.escape(title), body));
  }
}
