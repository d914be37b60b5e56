package dev.rollforward.spec;

import java.util.ArrayList;
import java.util.List;

/** Breaks a line that is too long for its column. */
final class Wrapping {
  private Wrapping() {}

  /**
   * The text in pieces of at most {@code room} characters, broken after a comma or at a blank where
   * there is one.
   *
   * @param indent what every piece but the first begins with
   */
  static List<String> of(String text, int room, String indent) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > room) {
      int end = breakBefore(rest, room, lines.isEmpty() ? 0 : indent.length());
      lines.add(rest.substring(0, end).stripTrailing());
      rest = indent + rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  private static int breakBefore(String text, int room, int indent) {
    int comma = text.lastIndexOf(", ", room - 1) + 1;
    int blank = text.lastIndexOf(' ', room);
    if (comma > room / 2) {
      return comma;
    }
    return blank > indent ? blank : room;
  }
}
