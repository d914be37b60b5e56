package dev.rollforward.cli.demo;

import dev.rollforward.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder that a user names for the tables. */
final class DemoRoot {
  private DemoRoot() {}

  /**
   * {@code root}, absolute, empty, and there.
   *
   * @throws CliException if it is not empty or cannot be made
   */
  static Path prepare(Path root) {
    Path absolute = root.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
      if (!isEmpty(absolute)) {
        throw CliException.usage(
            absolute + ": this folder is not empty",
            "name an empty or a new one with --root; this one was left as it is");
      }
      return absolute;
    } catch (IOException e) {
      throw CliException.usage(
          absolute + ": cannot be a new folder: " + e,
          "name another with --root, under a folder that you may write to");
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }
}
