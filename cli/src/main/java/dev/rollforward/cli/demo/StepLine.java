package dev.rollforward.cli.demo;

import dev.rollforward.ProtocolEvent;
import java.util.Optional;

/**
 * A protocol step as a line of text.
 *
 * @param action the name of its spec action
 * @param words what it did
 */
record StepLine(String action, String words) {
  private static final String PREFIX = "step";
  private static final String SEPARATOR = "\t";

  static StepLine of(ProtocolEvent event) {
    return new StepLine(event.action().toString(), StepWords.of(event));
  }

  /** One line, which {@link #parse} understands. */
  String line() {
    return String.join(SEPARATOR, PREFIX, action, words.replaceAll("\\s+", " "));
  }

  /** The step that {@code line} is; empty if it is something else. */
  static Optional<StepLine> parse(String line) {
    String[] parts = line.split(SEPARATOR, -1);
    return parts.length == 3 && parts[0].equals(PREFIX)
        ? Optional.of(new StepLine(parts[1], parts[2]))
        : Optional.empty();
  }
}
