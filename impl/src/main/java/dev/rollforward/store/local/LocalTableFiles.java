package dev.rollforward.store.local;

import dev.rollforward.StoreException;
import dev.rollforward.port.TableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
    SortedMap<String, Long> sizes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root.resolve(folder))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        sizes.put(root.relativize(file).toString(), Files.size(file));
      }
    } catch (NoSuchFileException gone) {
      return sizes;
    } catch (IOException | UncheckedIOException e) {
      throw new StoreException(root.resolve(folder) + ": cannot be listed: " + e, e);
    }
    return sizes;
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
