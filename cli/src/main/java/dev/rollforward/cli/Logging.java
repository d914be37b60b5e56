package dev.rollforward.cli;

/** What the library logs, which goes to standard error. */
final class Logging {
  private Logging() {}

  /**
   * Takes effect on loggers that are made afterwards, so it comes before any use of the library.
   */
  static void configure(boolean verbose) {
    if (verbose) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
    }
  }
}
