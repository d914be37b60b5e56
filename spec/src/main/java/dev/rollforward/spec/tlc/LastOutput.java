package dev.rollforward.spec.tlc;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of a stream. */
final class LastOutput {
  private static final int LIMIT = 30;

  private final Deque<String> lines = new ArrayDeque<>();

  /** The last lines of what a process writes to standard error, read to its end. */
  static List<String> of(Process process) throws IOException {
    LastOutput kept = new LastOutput();
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        kept.add(line);
      }
    }
    return kept.lines();
  }

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
