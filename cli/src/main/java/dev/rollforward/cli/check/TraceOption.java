package dev.rollforward.cli.check;

import dev.rollforward.cli.CliException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The option {@code --trace FILE}. */
public final class TraceOption {
  private TraceOption() {}

  /**
   * Refuses a file that is there or cannot be, before any work is done for it.
   *
   * @throws CliException if so
   */
  public static void check(Path file) {
    if (Files.exists(file)) {
      throw CliException.usage(
          file + ": there is something already", "name a new file for the trace, or remove this");
    }
    if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
      throw CliException.usage(
          file + ": there is no such folder to write the trace into", "make the folder first");
    }
  }
}
