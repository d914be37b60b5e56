package dev.rollforward.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a reader wants to see of a Java file: the part that evaluates a property. */
final class JavaSource {
  private static final Pattern REFERENCE = Pattern.compile("\\w+::(\\w+)");

  private final List<String> lines;

  JavaSource(String text) {
    this.lines = text.lines().toList();
  }

  /**
   * A part of the file.
   *
   * @param line the number of its first line that is no comment
   * @param text its lines
   */
  record Part(int line, String text) {}

  /** A constant of an enum, with the method that it refers to. */
  Optional<Part> constant(String name) {
    int at = first("^  " + Pattern.quote(name) + "\\(.*", 0);
    if (at < 0) {
      return Optional.empty();
    }
    List<String> text = new ArrayList<>(withComment(at));
    Matcher reference = REFERENCE.matcher(lines.get(at));
    if (reference.find()) {
      int method = first("^  private static \\w+ " + reference.group(1) + "\\(.*", 0);
      if (method >= 0) {
        text.add("");
        text.addAll(member(method));
      }
    }
    return Optional.of(new Part(at + 1, String.join("\n", text)));
  }

  /** The method that names a property in a string. */
  Optional<Part> methodThatNames(String property) {
    int at = first(".*" + Pattern.quote("\"" + property + "\"") + ".*", 0);
    while (at > 0 && !lines.get(at).matches("^  (?:public|private|static|void|\\w+<).*")) {
      at--;
    }
    return at <= 0
        ? Optional.empty()
        : Optional.of(new Part(at + 1, String.join("\n", member(at))));
  }

  private int first(String pattern, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).matches(pattern)) {
        return i;
      }
    }
    return -1;
  }

  private List<String> member(int at) {
    int to = first("^  }$", at);
    List<String> member = new ArrayList<>(withComment(at));
    member.addAll(lines.subList(at + 1, Math.max(at, to) + 1));
    return member;
  }

  private List<String> withComment(int at) {
    int from = at;
    while (from > 0 && lines.get(from - 1).matches("^  (?:/\\*\\*| \\*|@).*")) {
      from--;
    }
    return lines.subList(from, at + 1);
  }
}
