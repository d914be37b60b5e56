package dev.rollforward.store.local;

import dev.rollforward.StoreException;
import dev.rollforward.port.TableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of the tables in a local folder. */
public final class LocalTableFiles implements TableFiles {
  private final Path root;

  /** Those in {@code root}. */
  public LocalTableFiles(Path root) {
    this.root = root;
  }

  /** A file that is deleted meanwhile is not there. */
  @Override
  public SortedMap<String, Long> in(String folder) {
    return each(folder, Files::size);
  }

  @Override
  public SortedMap<String, Instant> times(String folder) {
    return each(folder, file -> Files.getLastModifiedTime(file).toInstant());
  }

  /** What is asked of a file. */
  @FunctionalInterface
  private interface Asked<T> {
    T of(Path file) throws IOException;
  }

  private <T> SortedMap<String, T> each(String folder, Asked<T> asked) {
    SortedMap<String, T> answers = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root.resolve(folder))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        answers.put(root.relativize(file).toString(), asked.of(file));
      }
    } catch (NoSuchFileException gone) {
      return answers;
    } catch (IOException | UncheckedIOException e) {
      throw new StoreException(root.resolve(folder) + ": cannot be listed: " + e, e);
    }
    return answers;
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(root.resolve(path));
  }

  @Override
  public void delete(String path) {
    try (Stream<Path> all = Files.walk(root.resolve(path))) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (NoSuchFileException gone) {
      return;
    } catch (IOException | UncheckedIOException e) {
      throw new StoreException(root.resolve(path) + ": cannot be deleted: " + e, e);
    }
  }
}
