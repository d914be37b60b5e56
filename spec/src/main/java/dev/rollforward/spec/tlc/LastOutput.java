package dev.rollforward.spec.tlc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of a stream. */
final class LastOutput {
  private static final int LIMIT = 30;

  private final Deque<String> lines = new ArrayDeque<>();

  void add(String line) {
    lines.add(line);
    if (lines.size() > LIMIT) {
      lines.remove();
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
