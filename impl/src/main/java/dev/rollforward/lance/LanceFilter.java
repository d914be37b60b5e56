package dev.rollforward.lance;

import java.util.Locale;
import java.util.Set;

/**
 * A filter in the form in which it can be handed to Lance. Two things are in the way: the Java
 * binding cannot pass a character beyond U+FFFF, nor a NUL, and Lance ends the JVM over literals
 * that it has no use for, such as {@code N'x'}, {@code $1} and {@code ?}.
 *
 * <p>So a text literal with such a character becomes an expression, {@code concat('a',
 * chr(128512))}, that means the same; everything else that Lance would choke on is refused.
 */
final class LanceFilter {
  private static final Set<String> UNUSABLE_PREFIXES = Set.of("n", "b", "r", "br", "rb");

  private final String noun;
  private final String filter;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private LanceFilter(String noun, String filter) {
    this.noun = noun;
    this.filter = filter;
  }

  /**
   * The same condition in words that reach Lance.
   *
   * @throws IllegalArgumentException if there are none
   */
  static String of(String filter) {
    return new LanceFilter("filter", filter).translate();
  }

  /**
   * The same expression in words that reach Lance: they are those of filters.
   *
   * @throws IllegalArgumentException if there are none
   */
  static String ofExpression(String expression) {
    return new LanceFilter("expression", expression).translate();
  }

  private String translate() {
    while (at < filter.length()) {
      char c = filter.charAt(at);
      if (c == '\'' || c == '"') {
        literal(c);
      } else if (c == '`') {
        name();
      } else if (filter.startsWith("--", at)) {
        skipTo("\n");
      } else if (filter.startsWith("/*", at)) {
        skipTo("*/");
      } else if (filter.startsWith("::", at)) {
        out.append("::");
        at += 2;
      } else {
        plain(c);
      }
    }
    return out.toString();
  }

  private void plain(char c) {
    if (c == '?' || c == '$' || c == ':') {
      throw refused("has a placeholder (" + c + "), and there is nothing to put there");
    }
    requirePassable(c);
    out.append(c);
    at++;
  }

  /** Quotes are doubled within quotes; Lance takes text in double quotes for text, too. */
  private void literal(char quote) {
    String prefix = wordBefore().toLowerCase(Locale.ROOT);
    if (UNUSABLE_PREFIXES.contains(prefix)) {
      throw refused("has a literal of a kind that Lance does not know: " + prefix + quote);
    }
    int end = endOf(quote);
    String content = filter.substring(at + 1, end).replace("" + quote + quote, "" + quote);
    if (content.chars().allMatch(c -> isPassable((char) c))) {
      out.append(filter, at, end + 1);
    } else {
      expression(content);
    }
    at = end + 1;
  }

  private void expression(String content) {
    out.append("concat(''");
    StringBuilder run = new StringBuilder();
    for (int i = 0; i < content.length(); ) {
      int point = content.codePointAt(i);
      i += Character.charCount(point);
      if (point != 0 && Character.isBmpCodePoint(point)) {
        requirePassable((char) point);
        run.append(point == '\'' ? "''" : Character.toString(point));
      } else {
        flush(run);
        out.append(", chr(").append(point).append(')');
      }
    }
    flush(run);
    out.append(')');
  }

  private void flush(StringBuilder run) {
    if (run.length() > 0) {
      out.append(", '").append(run).append('\'');
      run.setLength(0);
    }
  }

  private void name() {
    int end = endOf('`');
    filter.substring(at, end).chars().forEach(c -> requirePassable((char) c));
    out.append(filter, at, end + 1);
    at = end + 1;
  }

  /** A comment, which need not reach Lance. */
  private void skipTo(String end) {
    int found = filter.indexOf(end, at + 2);
    at = found < 0 ? filter.length() : found + end.length();
    out.append(' ');
  }

  private int endOf(char quote) {
    int end = filter.indexOf(quote, at + 1);
    while (end >= 0 && end + 1 < filter.length() && filter.charAt(end + 1) == quote) {
      end = filter.indexOf(quote, end + 2);
    }
    if (end < 0) {
      throw refused("has a " + quote + " that nothing closes");
    }
    return end;
  }

  private String wordBefore() {
    int start = out.length();
    while (start > 0 && Character.isLetterOrDigit(out.charAt(start - 1))) {
      start--;
    }
    boolean partOfName = start > 0 && out.charAt(start - 1) == '_';
    return partOfName ? "" : out.substring(start);
  }

  private void requirePassable(char c) {
    if (!isPassable(c)) {
      throw refused(
          "has a character outside of text in quotes that no column has in its name, or half of"
              + " one: U+"
              + Integer.toHexString(c).toUpperCase(Locale.ROOT));
    }
  }

  private static boolean isPassable(char c) {
    return c != 0 && !Character.isSurrogate(c);
  }

  private IllegalArgumentException refused(String problem) {
    return new IllegalArgumentException(
        noun + " " + ColumnNames.shown(filter) + " " + problem + ", at character " + (at + 1));
  }
}
