package dev.rollforward.cli;

import dev.rollforward.cli.check.Reports;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that write results for other programs. */
final class ReportOptions {
  @Option(names = "--json", paramLabel = "FILE", description = "Write every result there, as JSON.")
  private Optional<Path> json;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write a test case for each thing that was checked there, as JUnit XML.")
  private Optional<Path> junit;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write a summary there, for the page of a CI run.")
  private Optional<Path> markdown;

  /** What they ask for. */
  Reports reports() {
    return new Reports(json, junit, markdown);
  }
}
