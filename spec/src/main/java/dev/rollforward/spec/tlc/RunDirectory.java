package dev.rollforward.spec.tlc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of one run of TLC: no two runs may share them, since TLC names its own folder after the
 * second in which it starts. They are gone after {@link #close}.
 */
record RunDirectory(Path path) implements AutoCloseable {

  static RunDirectory create(Path parent, String name) {
    try {
      RunDirectory directory = new RunDirectory(Files.createTempDirectory(parent, name + "-"));
      Files.createDirectory(directory.temporary());
      Files.createDirectory(directory.states());
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path temporary() {
    return path.resolve("tmp");
  }

  Path states() {
    return path.resolve("states");
  }

  /** Where the run may write TLC's classes. */
  Path classes() {
    return path.resolve("classes.jsa");
  }

  Path config() {
    return path.resolve("model.cfg");
  }

  @Override
  public void close() {
    delete(path);
  }

  static void deleteIfThere(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path root) {
    try (Stream<Path> walk = Files.walk(root)) {
      List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
