package dev.rollforward.lance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a dataset's versions, as Lance 7 names them. */
final class Versions {
  private Versions() {}

  /** Takes a version away, as a careless clean-up would. */
  static void delete(Path dataset, long version) {
    try {
      Files.delete(dataset.resolve("_versions").resolve(manifest(version)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says that the newest version is another one than it is. */
  static void hint(Path dataset, String content) {
    try {
      Files.writeString(dataset.resolve("_versions/latest_version_hint.json"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String manifest(long version) {
    return Long.toUnsignedString(-1L - version) + ".manifest";
  }
}
