package dev.rollforward.cli.demo;

import dev.rollforward.ProtocolEvent;
import java.util.Optional;

/**
 * A protocol step as a line of text.
 *
 * @param action the name of its spec action
 * @param table the table it concerns, or empty
 * @param detail what it saw or did
 */
record StepLine(String action, String table, String detail) {
  private static final String PREFIX = "step";
  private static final String SEPARATOR = "\t";

  static StepLine of(ProtocolEvent event) {
    return new StepLine(event.action().toString(), event.table().orElse(""), event.detail());
  }

  /** One line, which {@link #parse} understands. */
  String line() {
    return String.join(SEPARATOR, PREFIX, action, table, detail.replaceAll("\\s+", " "));
  }

  /** The step that {@code line} is; empty if it is something else. */
  static Optional<StepLine> parse(String line) {
    String[] parts = line.split(SEPARATOR, -1);
    return parts.length == 4 && parts[0].equals(PREFIX)
        ? Optional.of(new StepLine(parts[1], parts[2], parts[3]))
        : Optional.empty();
  }
}
