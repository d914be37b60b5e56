package dev.rollforward.cli;

/** What the library logs, which goes to standard error. */
final class Logging {
  private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private Logging() {}

  /**
   * Takes effect on loggers that are made afterwards, so it comes before any use of the library.
   */
  static void configure(boolean verbose) {
    if (verbose) {
      System.setProperty(LEVEL, "info");
    }
  }

  /**
   * For a command in which calls fail on purpose: unless told otherwise, nobody is warned of it.
   */
  static void onlyErrors() {
    if (System.getProperty(LEVEL) == null) {
      System.setProperty(LEVEL, "error");
    }
  }
}
