package dev.rollforward.cli;

import java.util.Map;
import java.util.Properties;

/**
 * What is known of the two output streams. The launcher finds it out, since Java cannot tell them
 * apart; where it did not, neither is taken for a terminal.
 *
 * @param out whether standard output is a terminal
 * @param err whether standard error is a terminal
 * @param colour whether colour is welcome where there is a terminal
 * @param columns how wide the terminal is
 */
public record Terminal(boolean out, boolean err, boolean colour, int columns) {
  private static final int DEFAULT_COLUMNS = 80;

  /** No terminal at all. */
  public static final Terminal NONE = new Terminal(false, false, false, DEFAULT_COLUMNS);

  static Terminal detect(Properties properties, Map<String, String> environment) {
    return new Terminal(
        Boolean.parseBoolean(properties.getProperty("rollforward.terminal.out")),
        Boolean.parseBoolean(properties.getProperty("rollforward.terminal.err")),
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM")),
        columns(properties.getProperty("rollforward.terminal.columns", "")));
  }

  /** How wide running text should be: as the terminal, within what is good to read. */
  int textWidth() {
    return Math.max(60, Math.min(columns, 100));
  }

  private static int columns(String stated) {
    return stated.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(stated) : DEFAULT_COLUMNS;
  }
}
