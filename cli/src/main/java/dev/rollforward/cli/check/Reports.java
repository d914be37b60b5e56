package dev.rollforward.cli.check;

import dev.rollforward.cli.CliException;
import dev.rollforward.cli.Console;
import dev.rollforward.spec.report.JUnitXml;
import dev.rollforward.spec.report.MarkdownSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a command writes its results for other programs; empty for nowhere.
 *
 * @param json every result, in a form of the command's own
 * @param junit a test case for each thing that was checked, as JUnit XML
 * @param markdown a summary for the page of a CI run
 */
public record Reports(Optional<Path> json, Optional<Path> junit, Optional<Path> markdown) {
  /** Nowhere. */
  public static final Reports NONE =
      new Reports(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Refuses what cannot be written, before any work is done for it.
   *
   * @throws CliException see {@link Check#checkFolder}
   */
  public void check() {
    Stream.of(json, junit, markdown).flatMap(Optional::stream).forEach(Check::checkFolder);
  }

  /**
   * Writes the two that are the same for every command.
   *
   * @param suite the command that was run
   * @throws CliException if one cannot be written
   */
  public void write(Console console, String suite, Duration elapsed, List<JUnitXml.Case> cases) {
    junit.ifPresent(
        file -> {
          try {
            JUnitXml.write(suite, elapsed, cases, file);
          } catch (UncheckedIOException e) {
            throw unwritten(file, e.getCause());
          }
          console.println("JUnit report: " + file.toAbsolutePath());
        });
    markdown.ifPresent(
        file -> write(console, "Markdown", file, MarkdownSummary.of(suite, elapsed, cases)));
  }

  /**
   * Writes the JSON, if it is asked for.
   *
   * @throws CliException if it cannot be written
   */
  public void writeJson(Console console, String text) {
    json.ifPresent(file -> write(console, "JSON", file, text));
  }

  private static void write(Console console, String form, Path file, String text) {
    try {
      Files.writeString(file, text.endsWith("\n") ? text : text + "\n");
    } catch (IOException e) {
      throw unwritten(file, e);
    }
    console.println(form + " report: " + file.toAbsolutePath());
  }

  private static CliException unwritten(Path file, IOException cause) {
    return CliException.unknown(
        "the report could not be written to " + file + ": " + cause,
        "make room or name another file, then run it again",
        cause);
  }
}
