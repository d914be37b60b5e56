package dev.rollforward.spec.text;

/** Text within XML and HTML. */
public final class Xml {
  private Xml() {}

  /**
   * The text as it has to be written between tags and within quotation marks; control characters,
   * which XML cannot hold, as U+FFFD.
   */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            at -> {
              switch (at) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default ->
                    escaped.appendCodePoint(
                        at < ' ' && at != '\n' && at != '\t' && at != '\r' ? 0xFFFD : at);
              }
            });
    return escaped.toString();
  }
}
