package dev.rollforward.spec.trace;

import java.util.ArrayList;
import java.util.List;

/** Breaks a line that is too long for its column. */
final class LineWrap {
  private static final String OPENING = "<[({";
  private static final String CLOSING = ">])}";

  private LineWrap() {}

  /**
   * The text in pieces of at most {@code room} characters, broken at blanks where there are any:
   * preferably in the latter half of a piece, outside brackets, and late.
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
    int best = -1;
    int least = Integer.MAX_VALUE;
    int depth = 0;
    for (int i = indent; i <= room; i++) {
      char at = text.charAt(i);
      depth += OPENING.indexOf(at) >= 0 ? 1 : 0;
      depth -= CLOSING.indexOf(at) >= 0 && !isArrowHead(text, i) ? 1 : 0;
      if (at == ' ' && i > room / 2 && depth <= least && !isArrow(text, i)) {
        best = i;
        least = depth;
      }
    }
    int blank = text.lastIndexOf(' ', room);
    if (best > 0) {
      return best;
    }
    return blank > indent ? blank : room;
  }

  private static boolean isArrowHead(String text, int at) {
    return at > 0 && (text.charAt(at - 1) == '-' || text.charAt(at - 1) == ':');
  }

  /** Whether an arrow stands at one side of a blank: what it connects belongs together. */
  private static boolean isArrow(String text, int blank) {
    return text.startsWith("|->", blank + 1) || text.startsWith("|->", blank - 3);
  }
}
